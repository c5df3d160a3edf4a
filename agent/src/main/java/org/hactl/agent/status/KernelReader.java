package org.hactl.agent.status;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hactl.agent.converge.ErrorText;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.AddressView;
import org.hactl.api.ServiceView;
import org.hactl.api.TryView;
import org.hactl.health.HealthView;
import org.hactl.health.LastTry;
import org.hactl.health.QuorumView;
import org.hactl.health.RealServerKey;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.InetAddresses;
import org.hactl.notify.Subject;
import org.jspecify.annotations.Nullable;

/** Reads what the kernel has at the moment: the virtual services and the addresses. */
final class KernelReader {
  private static final SysctlKey LEAVES_QUIESCENT =
      SysctlKey.parse("net.ipv4.vs.expire_quiescent_template");
  private static final String LOOPBACK = "lo";

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final StatusSources from;
  private final Clock clock;
  private final Duration timeout;

  /**
   * @param timeout how long to wait for the network worker
   */
  KernelReader(StatusSources from, Clock clock, Duration timeout) {
    this.from = from;
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * What was read.
   *
   * @param addresses null if they could not be listed
   * @param error why the IPVS table could not be read; empty if it could
   */
  record KernelView(
      List<ServiceView> services, @Nullable List<AddressView> addresses, String error) {}

  KernelView read(HostState state) {
    // On the worker's thread: calls to the kernel block, and must not run on a virtual thread.
    Future<KernelView> reading = from.network().submit(() -> readNow(state));
    try {
      return reading.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return unread(state, null, ErrorText.of(e));
    } catch (TimeoutException e) {
      return unread(state, null, "the network worker is busy");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unread(state, null, "interrupted");
    } finally {
      // After a timeout its result is not read any more.
      reading.cancel(false);
    }
  }

  private KernelView readNow(HostState state) {
    List<AddressView> addresses = addresses(from.addresses());
    if (state.virtualServices().isEmpty()) {
      return new KernelView(List.of(), addresses, "");
    }
    try {
      ServiceViews services =
          ServiceViews.of(from.ipvs().statistics(), health(), leavesQuiescent(state));
      return new KernelView(services.of(state), addresses, "");
    } catch (LinuxException | CodecException e) {
      return unread(state, addresses, ErrorText.of(e));
    }
  }

  private @Nullable Boolean leavesQuiescent(HostState state) {
    if (state.virtualServices().stream().noneMatch(each -> each.persistenceMillis() > 0)) {
      return null;
    }
    try {
      return from.sysctls().read(LEAVES_QUIESCENT).map(value -> !value.equals("0")).orElse(null);
    } catch (LinuxException e) {
      return null;
    }
  }

  /** The loopback is left out: a real server has its VIPs there. */
  static @Nullable List<AddressView> addresses(Addresses kernel) {
    try {
      return kernel.list().stream()
          .filter(each -> !each.interfaceName().equals(LOOPBACK))
          .map(KernelReader::view)
          .toList();
    } catch (LinuxException | CodecException e) {
      return null;
    }
  }

  private static AddressView view(InterfaceAddress address) {
    return new AddressView(
        InetAddresses.format(address.prefix().address()), address.interfaceName());
  }

  private KernelView unread(HostState state, @Nullable List<AddressView> addresses, String why) {
    return new KernelView(
        ServiceViews.ofUnreadTable(health()).of(state),
        addresses,
        state.virtualServices().isEmpty() ? "" : "cannot read the IPVS table: " + why);
  }

  private ReportedHealth health() {
    return new ReportedHealth(
        onWallClock(from.engines().checks().snapshot()),
        onWallClock(from.engines().checks().onTrial()),
        quorums(from.engines().capacity().views()),
        from.engines().capacity().percents(),
        tries(from.engines().checks().lastTries()),
        service -> from.reported().get().hooks().apply(Subject.service(service)));
  }

  private Map<String, QuorumView> quorums(Map<String, QuorumView> monotonic) {
    Map<String, QuorumView> views = new HashMap<>();
    monotonic.forEach((service, view) ->
        views.put(service, view.since(clock.millisAt(view.sinceMillis() * NANOS_PER_MILLI))));
    return views;
  }

  private Map<RealServerKey, List<TryView>> tries(Map<RealServerKey, List<LastTry>> monotonic) {
    Map<RealServerKey, List<TryView>> views = new HashMap<>();
    monotonic.forEach(
        (server, tries) -> views.put(server, tries.stream().map(this::onWallClock).toList()));
    return views;
  }

  private TryView onWallClock(LastTry last) {
    return new TryView(
        last.check(),
        last.passed(),
        last.detail(),
        clock.millisAt(last.endedNanos()),
        last.tookNanos() / NANOS_PER_MICRO / 1e3,
        last.certificateDays());
  }

  private Map<RealServerKey, HealthView> onWallClock(Map<RealServerKey, HealthView> health) {
    Map<RealServerKey, HealthView> views = new HashMap<>();
    health.forEach((server, view) ->
        views.put(server, view.since(clock.millisAt(view.sinceMillis() * NANOS_PER_MILLI))));
    return views;
  }
}
