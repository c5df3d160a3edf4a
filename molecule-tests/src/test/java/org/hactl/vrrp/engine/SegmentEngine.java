package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpStatus;
import org.jspecify.annotations.Nullable;

/**
 * VRRP on a simulated host: the product's core on a segment in memory. It works on the thread that
 * calls it, and at the times that it asks the host for.
 */
public final class SegmentEngine implements VrrpService {
  private static final long NEVER = Long.MAX_VALUE;

  private final Host host;
  private final SegmentNetwork network;
  private final VrrpCore core;
  private long armedNanos = NEVER;

  /** The host on which the engine runs. */
  public interface Host {
    /** Nanoseconds since the boot. */
    long nanos();

    InstantSource wallClock();

    /** An interface as the kernel has it; null if there is none of that name. */
    @Nullable LinkFacts look(String interfaceName);

    /** Sends a packet to the other hosts of the segment. */
    void send(byte[] packet, InetAddress destination);

    /** Calls the task at this time since the boot, unless the engine's process has ended. */
    void at(long nanos, Runnable task);
  }

  /**
   * @param listener must only enqueue the event
   */
  public SegmentEngine(Host host, VrrpListener listener, RolesOfBoot memory) {
    this.host = host;
    this.network = new SegmentNetwork(host);
    this.core = new VrrpCore(network, listener, memory, host::nanos, host.wallClock());
  }

  /** A packet of another host arrives. */
  public void arrive(byte[] packet, InetAddress destination) {
    if (network.arrive(packet, destination)) {
      round(() -> {});
    }
  }

  private void round(Runnable request) {
    network.await(0);
    request.run();
    if (host.nanos() >= core.nextDeadlineNanos()) {
      core.fireTimers(host.nanos());
    }
    arm();
  }

  private void arm() {
    long at = core.nextDeadlineNanos();
    if (at < armedNanos) {
      armedNanos = at;
      host.at(
          at,
          () -> {
            if (armedNanos == at) {
              armedNanos = NEVER;
              round(() -> {});
            }
          });
    }
  }

  @Override
  public void configure(
      List<RouterConfig> routers, List<SyncGroupConfig> groups, Map<String, ResumeHint> resume) {
    round(() -> core.configure(routers, groups, resume));
  }

  @Override
  public void track(String router, TrackVerdict verdict) {
    round(() -> core.track(router, verdict));
  }

  @Override
  public void lacks(String router, @Nullable ServingFault fault) {
    round(() -> core.lacks(router, fault));
  }

  @Override
  public void addressesReady(Collection<String> routers) {
    round(() -> core.addressesReady(List.copyOf(routers)));
  }

  @Override
  public void interfaceChanged(String interfaceName) {
    round(() -> core.interfaceChanged(interfaceName));
  }

  @Override
  public void handOver(String router) {
    round(() -> core.handOver(router));
  }

  @Override
  public void standBy(Set<String> routers) {
    round(() -> core.standBy(routers));
  }

  @Override
  public void handedOver(Set<String> routers) {
    round(() -> core.handedOver(routers));
  }

  @Override
  public void leave(Duration atMost) {
    round(() -> core.leave(atMost.toNanos()));
  }

  @Override
  public void defer(String router, Deference level, @Nullable String why) {
    round(() -> core.defer(router, new Input.Deferred(level, why)));
  }

  @Override
  public void giveUp(String router) {
    round(() -> core.giveUp(router));
  }

  @Override
  public void inherit(Map<String, RouterSnapshot> from) {
    core.starts().inherit(from);
  }

  @Override
  public boolean handsOver() {
    return core.handsOver();
  }

  @Override
  public Map<String, RouterSnapshot> freeze(CountDownLatch goOn) {
    throw new UnsupportedOperationException("no process takes over from another one here");
  }

  @Override
  public VrrpStatus status() {
    return new VrrpStatus(
        core.routerStatus(),
        0,
        null,
        core.unassigned(),
        core.stalls().count(),
        core.stalls().max());
  }

  @Override
  public void close() {
    round(core::close);
  }
}
