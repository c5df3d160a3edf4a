package org.hactl.agent.engines;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.hactl.vrrp.engine.VrrpListener;
import org.hactl.vrrp.engine.VrrpService;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterChanges;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpStatus;
import org.jspecify.annotations.Nullable;

/** A VRRP engine whose roles the test sets. */
public final class FakeVrrp implements VrrpService {
  public final List<String> announced = new CopyOnWriteArrayList<>();
  final List<String> interfaces = new CopyOnWriteArrayList<>();
  public final Map<String, TrackVerdict> verdicts = new ConcurrentHashMap<>();

  final Map<String, ServingFault> lacking = new ConcurrentHashMap<>();

  /** Every verdict that the agent gave, in order. */
  public final List<TrackVerdict> told = new CopyOnWriteArrayList<>();

  public volatile List<RouterConfig> routers = new ArrayList<>();
  public volatile boolean closed;
  public volatile Set<String> standingBy = Set.of();
  public volatile Map<String, RouterSnapshot> inherited = Map.of();

  /** Whether a hand-over is under way. */
  public volatile boolean handsOver;

  /** What {@link #freeze} answers. */
  public volatile Map<String, RouterSnapshot> frozen = Map.of();

  /** Runs when the engine is closed. */
  public volatile Runnable closing = () -> {};

  /** Runs when the engine hands its roles over before it stops. */
  public volatile Runnable leaving = () -> {};

  /** The routers that it was asked to hand over. */
  public final List<String> handOvers = new CopyOnWriteArrayList<>();

  /** The routers that it was asked to give up. */
  public final List<String> givenUp = new CopyOnWriteArrayList<>();

  /** The routers that were handed over before it started. */
  public volatile Set<String> followed = Set.of();

  private final Map<String, State> states = new ConcurrentHashMap<>();
  private final Map<String, Reason> reasons = new ConcurrentHashMap<>();
  private final VrrpListener listener;

  public FakeVrrp(VrrpListener listener) {
    this.listener = listener;
  }

  public void become(String router, State from, State to) {
    become(router, from, to, Reason.ADVERT_TIMEOUT);
  }

  public void become(String router, State from, State to, Reason reason) {
    states.put(router, to);
    reasons.put(router, reason);
    listener.on(
        new Transition(
            router,
            new Effect.ChangeState(from, to, reason, null, 0),
            Instant.EPOCH,
            System.nanoTime(),
            100,
            null));
  }

  @Override
  public void configure(
      List<RouterConfig> wanted, List<SyncGroupConfig> groups, Map<String, ResumeHint> resume) {
    routers = List.copyOf(wanted);
  }

  @Override
  public void track(String router, TrackVerdict verdict) {
    told.add(verdict);
    verdicts.put(router, verdict);
  }

  @Override
  public void lacks(String router, @Nullable ServingFault fault) {
    if (fault == null) {
      lacking.remove(router);
    } else {
      lacking.put(router, fault);
    }
  }

  @Override
  public void addressesReady(Collection<String> routers) {
    announced.addAll(routers);
  }

  @Override
  public void interfaceChanged(String interfaceName) {
    interfaces.add(interfaceName);
  }

  @Override
  public void handOver(String router) {
    handOvers.add(router);
  }

  @Override
  public void standBy(Set<String> routers) {
    standingBy = Set.copyOf(routers);
  }

  @Override
  public void handedOver(Set<String> routers) {
    followed = Set.copyOf(routers);
  }

  @Override
  public void leave(Duration atMost) {
    leaving.run();
    states.forEach((router, state) -> {
      if (state == State.MASTER) {
        become(router, state, State.INIT, Reason.SHUTDOWN);
      }
    });
  }

  @Override
  public void defer(String router, Deference level, @Nullable String why) {}

  @Override
  public void giveUp(String router) {
    givenUp.add(router);
  }

  @Override
  public void inherit(Map<String, RouterSnapshot> from) {
    inherited = from;
  }

  @Override
  public boolean handsOver() {
    return handsOver;
  }

  @Override
  public Map<String, RouterSnapshot> freeze(CountDownLatch goOn) {
    return frozen;
  }

  @Override
  public VrrpStatus status() {
    List<RouterStatus> all =
        routers.stream().filter(each -> states.containsKey(each.name())).map(this::status).toList();
    return new VrrpStatus(all, 0, null, Map.of(), 0, Duration.ZERO);
  }

  private RouterStatus status(RouterConfig config) {
    return new RouterStatus(
        new RouterStatus.Identity(
            config.name(),
            config.interfaceName(),
            config.version(),
            config.virtualRouterId(),
            null,
            null,
            RouterChanges.alsoHeard(config)),
        new RouterStatus.Role(
            Objects.requireNonNull(states.get(config.name())),
            Instant.EPOCH,
            Objects.requireNonNull(reasons.get(config.name())),
            null,
            1),
        new RouterStatus.Priority(config.priority(), config.priority(), TrackVerdict.FINE),
        new RouterStatus.Master(null, 0, config.advertInterval()),
        null,
        new RouterStatus.Traffic(0, 0, 0, 0, null, Map.of()),
        Duration.ZERO);
  }

  @Override
  public void close() {
    closed = true;
    closing.run();
  }
}
