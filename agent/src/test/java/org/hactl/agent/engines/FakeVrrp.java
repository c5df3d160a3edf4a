package org.hactl.agent.engines;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.hactl.vrrp.engine.VrrpListener;
import org.hactl.vrrp.engine.VrrpService;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
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
  public volatile Map<String, RouterSnapshot> inherited = Map.of();

  /** What {@link #freeze} answers. */
  public volatile Map<String, RouterSnapshot> frozen = Map.of();

  /** Runs when the engine is closed. */
  public volatile Runnable closing = () -> {};

  private final VrrpListener listener;

  public FakeVrrp(VrrpListener listener) {
    this.listener = listener;
  }

  public void become(String router, State from, State to) {
    become(router, from, to, Reason.ADVERT_TIMEOUT);
  }

  public void become(String router, State from, State to, Reason reason) {
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
  public void inherit(Map<String, RouterSnapshot> from) {
    inherited = from;
  }

  @Override
  public Map<String, RouterSnapshot> freeze(CountDownLatch goOn) {
    return frozen;
  }

  @Override
  public void yieldMastership(String router) {}

  @Override
  public VrrpStatus status() {
    return new VrrpStatus(List.of(), 0, null, Map.of(), 0, Duration.ZERO);
  }

  @Override
  public void close() {
    closed = true;
    closing.run();
  }
}
