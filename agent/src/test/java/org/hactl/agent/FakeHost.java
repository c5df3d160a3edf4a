package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hactl.agent.api.Protocol;
import org.hactl.host.HostJson;
import org.hactl.linux.FakeKernel;
import org.hactl.linux.InetPrefix;
import org.hactl.linux.InterfaceAddress;
import org.hactl.linux.IpvsEntry;
import org.hactl.module.command.ScriptResult;
import org.jspecify.annotations.Nullable;

/** A host with a kernel in memory, on which a whole agent runs whose engines are a test's to be. */
final class FakeHost implements AutoCloseable {
  final FakeKernel kernel =
      new FakeKernel().withLink("eth0").withSysctl("net.ipv4.ip_forward", "0");

  /** What was run, oldest first. The script {@code check} fails. */
  final List<String> scripts = new CopyOnWriteArrayList<>();

  /** Why no BFD engine starts; null if one does. */
  @Nullable String bfdRefuses;

  final Options options;
  final AgentClient client;
  private volatile @Nullable FakeVrrp vrrp;
  private volatile @Nullable FakeBfd bfd;
  private @Nullable Agent agent;

  FakeHost(Path folder) {
    options = new Options(folder.resolve("state"), folder.resolve("run/agent.sock"), "info");
    client = new AgentClient(options.socket());
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse("192.168.0.14/24")));
  }

  void start() throws IOException {
    ProgressRelay relay = new ProgressRelay();
    HostKinds kinds = HostModules.of(kernel, options.stateDir(), relay);
    ObjectMapper mapper = HostJson.mapper(kinds.types());
    ApiServer api = ApiServer.open(options.socket(), new Protocol(mapper));
    Agent started =
        new Agent(
            options,
            new Agent.Ground(
                kernel,
                kinds,
                listener -> {
                  FakeVrrp made = new FakeVrrp(listener);
                  vrrp = made;
                  return made;
                },
                listener -> {
                  if (bfdRefuses != null) {
                    throw new IOException(bfdRefuses);
                  }
                  FakeBfd made = new FakeBfd(listener);
                  bfd = made;
                  return made;
                },
                script -> {
                  scripts.add(script.text());
                  return script.text().equals("check")
                      ? new ScriptResult(1, false, "no route", Duration.ZERO)
                      : new ScriptResult(0, false, "done", Duration.ZERO);
                },
                Clock.SYSTEM,
                false),
            mapper,
            relay,
            api);
    started.start();
    agent = started;
  }

  /** Stops the agent as its supervisor does. */
  void stop() {
    if (agent != null) {
      agent.close();
      agent = null;
    }
  }

  FakeVrrp vrrp() {
    return Objects.requireNonNull(vrrp);
  }

  FakeBfd bfd() {
    return Objects.requireNonNull(bfd);
  }

  List<String> addresses(String interfaceName) {
    return kernel.addresses().list().stream()
        .filter(each -> each.interfaceName().equals(interfaceName))
        .map(each -> each.prefix().toString())
        .toList();
  }

  /** The real servers of all virtual services. */
  List<String> destinations() {
    return kernel.ipvs().list().stream()
        .map(IpvsEntry::destinations)
        .flatMap(List::stream)
        .map(each -> each.endpoint())
        .toList();
  }

  @Override
  public void close() {
    stop();
  }
}
