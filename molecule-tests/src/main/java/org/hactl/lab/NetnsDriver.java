package org.hactl.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hosts that are network namespaces. To switch one off is to remove its namespace. */
final class NetnsDriver implements HostDriver {
  private final String lab;
  private final Network network;

  NetnsDriver(String lab, Network network) {
    this.lab = lab;
    this.network = network;
  }

  @Override
  public LabRecord prepare(LabRecord record, LabProgress progress) {
    Machine.require(Driver.NETNS);
    return record;
  }

  @Override
  public void create(LabRecord record, HostRecord host) {}

  @Override
  public void start(LabRecord record, HostRecord host) {
    String namespace = namespace(host);
    LocalProgram.of("ip", "netns", "add", namespace)
        .check("making the network namespace " + namespace);
    network.addVeth(host.port(), namespace);
    String prefixed = host.address() + "/" + record.spec().prefixLength();
    inside(namespace, "link", "set", "lo", "up");
    inside(namespace, "addr", "add", prefixed, "brd", "+", "dev", "eth0");
    inside(namespace, "link", "set", "eth0", "up");
  }

  @Override
  public void awaitReady(HostRecord host) {}

  @Override
  public boolean isOn(HostRecord host) {
    return Network.namespaces(lab).contains(namespace(host));
  }

  @Override
  public String lastWords(HostRecord host) {
    return "";
  }

  @Override
  public void powerOff(HostRecord host) {
    network.removePort(host.port()); // first, so no process sends a last packet
    Network.destroyNamespace(namespace(host));
  }

  @Override
  public void forget(HostRecord host) {}

  @Override
  public @Nullable Long pid(HostRecord host) {
    return null;
  }

  @Override
  public List<String> argv(HostRecord host, List<String> command) {
    List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
    argv.addAll(command);
    return argv;
  }

  @Override
  public void cut(HostRecord host, Cut how) {
    network.cut(host.port(), how);
  }

  private String namespace(HostRecord host) {
    return LabNames.namespace(lab, host.name());
  }

  private static void inside(String namespace, String... words) {
    List<String> argv = new ArrayList<>(List.of("ip", "-n", namespace));
    argv.addAll(List.of(words));
    LocalProgram.of(argv).check("configuring " + namespace);
  }
}
