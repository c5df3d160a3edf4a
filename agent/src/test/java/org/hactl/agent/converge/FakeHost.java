package org.hactl.agent.converge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hactl.agent.Agent;
import org.hactl.agent.AgentClient;
import org.hactl.agent.AgentOptions;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.engines.FakeBfd;
import org.hactl.agent.engines.FakeVrrp;
import org.hactl.agent.report.FifoPipe;
import org.hactl.agent.serve.ApiServer;
import org.hactl.api.Protocol;
import org.hactl.host.HostJson;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.command.ScriptResult;
import org.jspecify.annotations.Nullable;

/** A host with a kernel in memory and a whole agent, whose engines the test controls. */
public final class FakeHost implements AutoCloseable {
  public final MemoryKernel kernel =
      new MemoryKernel().withLink("eth0").withSysctl("net.ipv4.ip_forward", "0");

  /** The scripts that ran, oldest first. The script {@code check} fails. */
  public final List<String> scripts = new CopyOnWriteArrayList<>();

  /** The error with which the BFD engine does not start; null if it starts. */
  @Nullable public String bfdRefuses;

  /** The clock of the next agent. */
  public Clock clock = Clock.SYSTEM;

  public final AgentOptions options;
  public final AgentClient client;
  private volatile @Nullable FakeVrrp vrrp;
  private volatile @Nullable FakeBfd bfd;
  private @Nullable Agent agent;

  public FakeHost(Path folder) {
    options = new AgentOptions(folder.resolve("state"), folder.resolve("run/agent.sock"), "info");
    client = new AgentClient(options.socket());
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse("192.168.0.14/24")));
  }

  public void start() throws IOException {
    ProgressRelay relay = new ProgressRelay();
    HostKinds kinds = HostModules.of(kernel, options.stateDir(), relay);
    ObjectMapper mapper = HostJson.mapper(kinds.types());
    ApiServer api = ApiServer.open(options.socket(), new Protocol(mapper));
    Agent started =
        new Agent(
            options,
            new Agent.HostSystem(
                kernel,
                kinds,
                listener -> {
                  FakeVrrp made = new FakeVrrp(listener);
                  vrrp = made;
                  return made;
                },
                listener -> {
                  if (bfdRefuses != null) {
                    throw new LinuxException("open", "a socket", Errno.NONE, bfdRefuses);
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
                FifoPipe::new,
                clock,
                false),
            mapper,
            relay,
            api);
    started.start();
    agent = started;
  }

  /** Stops the agent as its supervisor does. */
  public void stop() {
    if (agent != null) {
      agent.close();
      agent = null;
    }
  }

  public Agent agent() {
    return Objects.requireNonNull(agent);
  }

  public FakeVrrp vrrp() {
    return Objects.requireNonNull(vrrp);
  }

  public FakeBfd bfd() {
    return Objects.requireNonNull(bfd);
  }

  public List<String> addresses(String interfaceName) {
    return kernel.addresses().list().stream()
        .filter(each -> each.interfaceName().equals(interfaceName))
        .map(each -> each.prefix().toString())
        .toList();
  }

  /** The real servers of all virtual services. */
  public List<String> destinations() {
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
