package org.hactl.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hactl.vrrp.Reason;
import org.hactl.vrrp.ResumeHint;
import org.hactl.vrrp.RouterConfig;
import org.hactl.vrrp.State;
import org.hactl.vrrp.SyncGroupConfig;
import org.hactl.vrrp.TrackVerdict;
import org.hactl.vrrp.Transition;
import org.hactl.vrrp.VrrpListener;
import org.hactl.vrrp.VrrpService;
import org.hactl.vrrp.VrrpStatus;

/** VRRP whose roles a test decides. */
final class FakeVrrp implements VrrpService {
  final List<String> announced = new CopyOnWriteArrayList<>();
  final List<String> interfaces = new CopyOnWriteArrayList<>();
  final Map<String, TrackVerdict> verdicts = new ConcurrentHashMap<>();

  /** All that were told, whatever became of them. */
  final List<TrackVerdict> told = new CopyOnWriteArrayList<>();

  volatile List<RouterConfig> routers = new ArrayList<>();
  volatile boolean closed;

  /** What it does when it is closed. */
  volatile Runnable closing = () -> {};

  private final VrrpListener listener;

  FakeVrrp(VrrpListener listener) {
    this.listener = listener;
  }

  void become(String router, State from, State to) {
    listener.on(
        new Transition(
            router,
            from,
            to,
            Reason.ADVERT_TIMEOUT,
            Instant.EPOCH,
            System.nanoTime(),
            100,
            null,
            0,
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
  public void addressesReady(Collection<String> routers) {
    announced.addAll(routers);
  }

  @Override
  public void interfaceChanged(String interfaceName) {
    interfaces.add(interfaceName);
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
