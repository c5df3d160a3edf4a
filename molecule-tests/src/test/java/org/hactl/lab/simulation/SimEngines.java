package org.hactl.lab.simulation;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hactl.agent.converge.EngineInbox;
import org.hactl.agent.converge.Engines;
import org.hactl.agent.engines.EngineProblems;
import org.hactl.agent.engines.HandOverRequests;
import org.hactl.agent.engines.HandOvers;
import org.hactl.agent.engines.StagedRouters;
import org.hactl.agent.engines.VrrpHost;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.reconcile.HealthLookup;
import org.hactl.vrrp.engine.SegmentEngine;
import org.hactl.vrrp.engine.VrrpListener;
import org.hactl.vrrp.engine.VrrpService;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.jspecify.annotations.Nullable;

/** The engines of an agent: the product's virtual routers on a segment, and no health checks. */
final class SimEngines implements Engines {
  private static final Duration OTHER_MASTER = Duration.ofMillis(500);

  private final World world;
  private final SimHost host;
  private final SimProcess process;
  private final SimSegment segment;
  private final Parts parts;
  private final EngineInbox inbox;
  private final BlockingQueue<VrrpEvent> events = new LinkedBlockingQueue<>();
  private final VrrpHost vrrp;
  private final StagedRouters routers;
  private final HandOvers handOvers;
  private final HandOverRequests requests;
  private final Runnable rolesChanged;
  private volatile HostState configured = HostState.empty("", "");

  SimEngines(
      World world,
      SimHost host,
      SimProcess process,
      SimSegment segment,
      Parts parts,
      EngineInbox inbox,
      HandOvers handOvers,
      Runnable rolesChanged) {
    this.world = world;
    this.host = host;
    this.process = process;
    this.segment = segment;
    this.parts = parts;
    this.inbox = inbox;
    this.handOvers = handOvers;
    this.rolesChanged = rolesChanged;
    this.vrrp = new VrrpHost(this::open, events::add, handOvers::routers);
    this.routers = new StagedRouters(vrrp);
    this.requests = new HandOverRequests(vrrp, handOvers, () -> configured);
    process.start("vrrp events", this::tell);
  }

  private VrrpService open(VrrpListener listener) {
    SegmentEngine engine = new SegmentEngine(new OnSegment(), listener, host.roles());
    segment.join(host.name(), engine);
    return engine;
  }

  /** Tells the workers of roles, in order. */
  private void tell() {
    try {
      while (true) {
        if (events.take() instanceof Transition change) {
          world.note(() -> host.name() + ": " + change);
          inbox.roleChanged(change.router(), change.to() == State.MASTER);
          if (handOvers.follow(change)) {
            handOvers.save();
          }
          rolesChanged.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<RouterStatus> status() {
    return vrrp.status().map(each -> each.routers()).orElse(List.of());
  }

  boolean isMaster(String router) {
    return status().stream()
        .anyMatch(each -> each.name().equals(router) && each.state() == State.MASTER);
  }

  VrrpHost vrrp() {
    return vrrp;
  }

  HandOverRequests requests() {
    return requests;
  }

  @Override
  public List<String> problems(HostState state) {
    return EngineProblems.of(state, Instant.EPOCH);
  }

  @Override
  public void configure(HostState state) {
    routers.configure(state);
    configured(state);
  }

  @Override
  public void tryOut(HostState state, Set<String> resumed, List<VirtualServiceSpec> serving) {
    if (parts.hasStages()) {
      routers.tryOut(state, resumed);
    } else {
      routers.configure(state);
    }
    configured(state);
  }

  private void configured(HostState state) {
    handOvers.rename(configured.renamesTo(state));
    configured = state;
    rolesChanged.run();
  }

  @Override
  public boolean confirmed() {
    return routers.confirmed();
  }

  @Override
  public boolean settled() {
    return routers.settled();
  }

  @Override
  public void goOnSettling(HostState before) {
    routers.goOnSettling(before);
  }

  @Override
  public void retire(HostState without) {
    vrrp.retain(without);
  }

  @Override
  public void awaitFirstChecks() {}

  @Override
  public void awaitOtherMaster() {
    world.pauseFirmly(OTHER_MASTER);
  }

  @Override
  public void holds(Holds holds) {}

  @Override
  public HealthLookup health() {
    return HealthLookup.UNCHECKED;
  }

  @Override
  public void announce(Collection<String> names) {
    vrrp.announce(names);
  }

  @Override
  public void lacks(String router, @Nullable ServingFault fault) {
    vrrp.lacks(router, fault);
  }

  @Override
  public void standBy(Set<String> names) {
    handOvers.forgetRequests(names);
    vrrp.standBy(names);
  }

  @Override
  public void interfaceChanged(String name) {
    vrrp.interfaceChanged(name);
  }

  @Override
  public void interfacesUnsure() {}

  @Override
  public void drill(HostState state) {}

  private final class OnSegment implements SegmentEngine.Host {
    @Override
    public long nanos() {
      return host.clock().nanos();
    }

    @Override
    public InstantSource wallClock() {
      return () -> Instant.ofEpochMilli(host.clock().millis());
    }

    @Override
    public @Nullable LinkFacts look(String interfaceName) {
      for (Link link : host.kernel().links().list()) {
        if (link.name().equals(interfaceName)) {
          List<InetAddress> addresses =
              host.kernel().addresses().list().stream()
                  .filter(each -> each.interfaceName().equals(interfaceName))
                  .map(each -> each.prefix().address())
                  .toList();
          return new LinkFacts(link.index(), true, link.mac(), false, addresses);
        }
      }
      return null;
    }

    @Override
    public void send(byte[] packet, InetAddress destination) {
      segment.advertise(host.name(), packet, destination);
    }

    @Override
    public void at(long nanos, Runnable task) {
      world.after(
          Duration.ofNanos(Math.max(0, nanos - nanos())),
          () -> {
            if (process.isAlive()) {
              task.run();
            }
          });
    }
  }
}
