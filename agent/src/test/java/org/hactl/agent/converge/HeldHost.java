package org.hactl.agent.converge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.hactl.agent.converge.role.Predecessor;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Storage;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Resource;
import org.hactl.reconcile.DesiredState;

/** A core with the network modules and a watch on the kernel; the test sets the roles. */
public final class HeldHost implements AutoCloseable {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());

  /** The address of the host itself, from which its routers send. */
  static final String OWN = "192.168.0.15/24";

  final Core core;
  final FakeEngines engines = new FakeEngines();
  final EngineInbox inbox;
  final EventJournal journal;
  final AuditLog audit;

  public HeldHost(Kernel kernel, Storage storage) throws IOException {
    this(kernel, storage, Predecessor.NONE);
  }

  HeldHost(Kernel kernel, Storage storage, Predecessor predecessor) throws IOException {
    List<Module<?, ?>> modules =
        Kinds.network(
            kernel,
            (command, _) -> {
              throw new ModuleException("no programs here: " + command.text());
            });
    this.inbox = new EngineInbox(modules, Clock.SYSTEM);
    this.journal = new EventJournal(storage, MAPPER, 1_000_000);
    this.audit = new AuditLog(storage, MAPPER, 1_000_000, "0.1.0");
    this.core =
        Core.open(
            new ManagedHost(
                modules,
                kernel,
                new DesiredState(new LinuxResources()),
                new ProgressRelay(),
                _ -> true,
                predecessor),
            new AgentDisk(storage, MAPPER, journal, audit),
            inbox,
            engines,
            new NeverLater(),
            Clock.SYSTEM,
            AgentThreads.PLATFORM);
    core.watch(kernel.events());
    core.start(false);
  }

  /** A kernel with an interface for the routers. */
  static MemoryKernel kernel() {
    return new MemoryKernel().withLink("eth0").withAddress("eth0", OWN);
  }

  /** The addresses besides the host's own, with their prefix lengths. */
  static List<String> addresses(Kernel kernel) {
    return kernel.addresses().list().stream()
        .map(each -> each.prefix().toString())
        .filter(each -> !each.equals(OWN))
        .toList();
  }

  private static final class NeverLater implements LaterTasks {
    @Override
    public void after(Duration delay, Runnable task) {}

    @Override
    public void soon(Runnable task) {}
  }

  /** Applies and confirms a state, and returns the errors. */
  public List<String> confirm(HostState state) {
    Reply reply = core.generations().apply(new Request.Apply(state, 60_000), _ -> {});
    if (!(reply instanceof Reply.Applied applied)) {
      return List.of(reply.toString());
    }
    if (applied.needsConfirm()) {
      var _ = core.generations().confirm(applied.generation());
    }
    return applied.errors();
  }

  public static HostState state(List<Resource> resources, List<VirtualRouterSpec> routers) {
    return HostState.builder("shop", "lvs1")
        .resources(resources)
        .virtualRouters(routers)
        .drift(new DriftPolicy(DriftPolicy.Mode.CORRECT, 30_000, null))
        .build();
  }

  public static VirtualRouterSpec router(String name, List<Resource> held) {
    return router(name, 100, held);
  }

  static VirtualRouterSpec router(String name, int priority, List<Resource> held) {
    return TestRouters.router(name, 2, 51, "eth0", priority, "192.168.0.254").holding(held);
  }

  public NetworkAccess network() {
    return core.network();
  }

  /** This host becomes master of a router, or is it no more. */
  public void role(String router, boolean master) {
    inbox.roleChanged(router, master);
  }

  /** Looks whether another program has changed the virtual services. */
  public void look() {
    core.lookAtVirtualServices();
  }

  /** How much drift was found. */
  public long drift() {
    return core.passLog().found();
  }

  /** Ends as a crash does, without removing anything. */
  @Override
  public void close() {
    core.close();
  }
}
