package org.hactl.agent.sync;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hactl.api.ConnectionSyncView;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsCounters.Traffic;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.sync.ConnectionSyncResource;
import org.jspecify.annotations.Nullable;

/** Follows the connection sync that the site wants of this host. */
public final class SyncWatch implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Supplier<HostState> state;
  private final Ipvs ipvs;
  private final LongSupplier nanos;
  private final LongSupplier wallMillis;
  private final News news;
  private SyncCounts sent = new SyncCounts();
  private SyncCounts received = new SyncCounts();
  private SilentSync silence = new SilentSync();
  private @Nullable IpvsSyncDaemon daemon;
  private @Nullable SyncListener listener;
  private String problem = "";

  /** What people are told. */
  public interface News {
    /** For a minute this host has sent none of its connections, so many have come. */
    void syncIsSilent(String interfaceName, long connections);

    /** Messages are sent again. */
    void syncSpeaks(String interfaceName);
  }

  /**
   * @param nanos as {@link System#nanoTime}
   * @param wallMillis the time of day, which people see
   */
  public SyncWatch(
      Supplier<HostState> state,
      Ipvs ipvs,
      LongSupplier nanos,
      LongSupplier wallMillis,
      News news) {
    this.state = state;
    this.ipvs = ipvs;
    this.nanos = nanos;
    this.wallMillis = wallMillis;
    this.news = news;
  }

  /** Call it about once a second. */
  public synchronized void poll() {
    IpvsSyncDaemon wanted = wanted(state.get()).orElse(null);
    if (wanted == null) {
      forget();
      return;
    }
    if (!wanted.equals(daemon)) {
      forget();
      daemon = wanted;
    }
    if (listener == null || !listener.listens()) {
      listen(wanted);
    }
    long now = nanos.getAsLong() / NANOS_PER_MILLI;
    if (problem.isEmpty() && silence.isDue(now)) {
      judge(wanted, now);
    }
  }

  private static Optional<IpvsSyncDaemon> wanted(HostState state) {
    return state.resources().stream()
        .filter(ConnectionSyncResource.class::isInstance)
        .map(ConnectionSyncResource.class::cast)
        .filter(each -> each.role() == ConnectionSyncResource.Role.SENDER)
        .map(ConnectionSyncResource::inKernel)
        .findFirst();
  }

  private void listen(IpvsSyncDaemon wanted) {
    if (listener != null) {
      listener.close();
    }
    try {
      listener = SyncListener.open(wanted, sent, received, wallMillis);
      problem = "";
    } catch (IOException | RuntimeException e) {
      listener = null;
      problem = "cannot listen to connection sync: " + e.getMessage();
    }
  }

  private void judge(IpvsSyncDaemon wanted, long now) {
    Traffic traffic;
    try {
      traffic = sum(ipvs.statistics());
    } catch (LinuxException e) {
      return; // The status says that IPVS cannot be read.
    }
    silence
        .look(now, sent.flow().messages(), traffic)
        .ifPresent(change -> {
          if (change.silent()) {
            news.syncIsSilent(wanted.interfaceName(), change.since());
          } else {
            news.syncSpeaks(wanted.interfaceName());
          }
        });
  }

  private static Traffic sum(Collection<IpvsStatistics> all) {
    long connections = 0;
    long packets = 0;
    for (IpvsStatistics each : all) {
      connections += each.counters().total().connections();
      packets += each.counters().total().inPackets();
    }
    return new Traffic(connections, packets, 0, 0, 0);
  }

  private void forget() {
    if (daemon == null) {
      return;
    }
    close();
    daemon = null;
    sent = new SyncCounts();
    received = new SyncCounts();
    silence = new SilentSync();
    problem = "";
  }

  /** Null without connection sync. */
  public synchronized @Nullable ConnectionSyncView view() {
    return daemon == null
        ? null
        : new ConnectionSyncView(
            daemon.interfaceName(),
            daemon.id(),
            InetAddresses.format(daemon.group()),
            daemon.port(),
            sent.flow(),
            received.flow(),
            silence.isSilent(),
            problem);
  }

  @Override
  public synchronized void close() {
    if (listener != null) {
      listener.close();
      listener = null;
    }
  }
}
