package org.hactl.agent;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.vrrp.interop.LabNetwork;

/**
 * Three network namespaces on one segment: a client with a bridge, and two hosts that answer its
 * requests on every address.
 */
final class ClientAndTwoHosts implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String prefix;
  private final List<ServerSocket> servers = new ArrayList<>();

  /**
   * @param test a word for the namespaces' names, besides what makes them unique
   */
  ClientAndTwoHosts(String test) {
    this.prefix =
        "hactl-%s-%d-%d-".formatted(test, ProcessHandle.current().pid(), COUNT.incrementAndGet());
    LabNetwork.run("ip", "netns", "add", client());
    ip(client(), "link", "add", "br0", "type", "bridge");
    ip(client(), "addr", "add", "192.168.0.9/24", "dev", "br0");
    ip(client(), "link", "set", "br0", "up");
    for (int host = 0; host < 2; host++) {
      String name = host(host);
      LabNetwork.run("ip", "netns", "add", name);
      ip(name, "link", "set", "lo", "up");
      connect(host, "eth0", "192.168.0.1" + (4 + host));
      servers.add(RequestLoop.serve(name));
    }
  }

  /** Gives a host an interface on the segment. */
  void connect(int host, String interfaceName, String address) {
    String name = host(host);
    String port = interfaceName + "-" + host;
    ip(name, "link", "add", interfaceName, "type", "veth", "peer", "name", port, "netns", client());
    ip(name, "addr", "add", address + "/24", "dev", interfaceName);
    ip(name, "link", "set", interfaceName, "up");
    ip(client(), "link", "set", port, "master", "br0", "up");
  }

  /** The client's namespace. */
  String client() {
    return prefix + "c";
  }

  /** The namespace of host 0 or 1. */
  String host(int host) {
    return prefix + host;
  }

  private static void ip(String namespace, String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "-n", namespace));
    all.addAll(List.of(command));
    LabNetwork.run(all.toArray(String[]::new));
  }

  /** Programs that a test has started in the namespaces must have ended. */
  @Override
  public void close() throws IOException {
    for (ServerSocket server : servers) {
      server.close();
    }
    for (String name : List.of(host(0), host(1), client())) {
      LabNetwork.run("ip", "netns", "del", name);
    }
  }
}
