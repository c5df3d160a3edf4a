package org.hactl.agent.converge;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Storage;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.Phase;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.DesiredState;
import org.hactl.reconcile.Thing;
import org.hactl.reconcile.ThingModule;
import org.hactl.reconcile.ThingShapes;

/** A host in a map. Agents can start and crash on it one after the other. */
public final class TestHost {
  static final ObjectMapper MAPPER = mapper();
  public static final VirtualRouterSpec ROUTER =
      TestRouters.router("VI_1", "eth0", "192.168.0.254/24")
          .holding(List.of(new Thing("address", "eth0 192.168.0.254/24", "")));
  static final ResourceId VIP = new ResourceId("address", "eth0 192.168.0.254/24");

  final Map<ResourceId, String> things = new ConcurrentSkipListMap<>();
  final List<String> trace = new CopyOnWriteArrayList<>();
  final List<Runnable> alarms = new CopyOnWriteArrayList<>();

  /** The modules of the newest agent. An agent that has crashed keeps its own modules. */
  private List<ThingModule> modules = List.of();

  /** Runs at every change that the next agent makes. */
  public Runnable boundary = () -> {};

  @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
  @JsonDeserialize(as = Thing.class)
  private interface Untyped {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper = HostJson.mapper(List.of());
    mapper.addMixIn(Resource.class, Untyped.class);
    mapper.addMixIn(Thing.class, Untyped.class);
    return mapper;
  }

  /** A running agent and its engines. */
  public record Running(
      Core core,
      EngineInbox inbox,
      FakeEngines engines,
      EventJournal journal,
      AuditLog audit,
      EndingThreads threads)
      implements AutoCloseable {
    @Override
    public void close() {
      core.close();
      threads.awaitEnd();
    }
  }

  Running open(Storage storage) throws IOException {
    FakeEngines engines = new FakeEngines();
    modules =
        List.of(
            new ThingModule("file", Phase.SOFTWARE, things, trace),
            new ThingModule("sysctl", Phase.NETWORK, things, trace),
            new ThingModule("address", Phase.NETWORK, things, trace),
            new ThingModule("ipvs", Phase.NETWORK, things, trace));
    modules.forEach(module -> module.boundary = boundary);
    EventJournal journal = new EventJournal(storage, MAPPER, 1_000_000);
    AuditLog audit = new AuditLog(storage, MAPPER, 1_000_000, "0.1.0");
    EngineInbox inbox = new EngineInbox(modules, Clock.SYSTEM);
    EndingThreads threads = new EndingThreads();
    Core core =
        Core.open(
            new ManagedHost(
                modules,
                new MemoryKernel(),
                new DesiredState(new ThingShapes()),
                new ProgressRelay()),
            new AgentDisk(storage, MAPPER, journal, audit),
            inbox,
            engines,
            new Alarms(),
            Clock.SYSTEM,
            threads);
    return new Running(core, inbox, engines, journal, audit, threads);
  }

  public Running start(Storage storage) throws IOException {
    Running running = open(storage);
    running.core().start(false);
    return running;
  }

  ThingModule module(String kind) {
    return modules.stream().filter(each -> each.kind().equals(kind)).findFirst().orElseThrow();
  }

  public static HostState state(List<VirtualRouterSpec> routers, Resource... resources) {
    return HostState.builder("shop", "lvs1")
        .resources(List.of(resources))
        .virtualRouters(routers)
        .drift(new DriftPolicy(DriftPolicy.Mode.CORRECT, 30_000, null))
        .build();
  }

  public static Thing file(String path, String content) {
    return new Thing("file", path, content);
  }

  public static Thing sysctl(String key, String value) {
    return new Thing("sysctl", key, value);
  }

  /** The resources of the host, as {@code kind[key]=value}. */
  public List<String> contents() {
    List<String> contents = new ArrayList<>();
    things.forEach((id, value) -> contents.add(id + "=" + value));
    return contents;
  }

  /** Keeps the delayed tasks for the test to run. */
  private final class Alarms implements LaterTasks {
    @Override
    public void after(Duration delay, Runnable task) {
      alarms.add(task);
    }

    @Override
    public void soon(Runnable task) {}
  }
}
