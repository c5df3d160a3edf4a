package org.hactl.agent.sync;

import java.util.Optional;
import org.hactl.linux.kernel.ipvs.IpvsCounters.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Tells when connections come and no message is sent. Pure, for one thread.
 *
 * <p>A connection is sent with its third packet ({@code net.ipv4.vs.sync_threshold}), and the
 * kernel keeps a message for 2 s at most. So a minute with connections that all had more packets
 * than that, and without a message, has lost them.
 */
final class SilentSync {
  private static final long WINDOW_MILLIS = 60_000;
  private static final long CONNECTIONS = 10;

  /** Packets from the client; a request over TCP has six. */
  private static final long PACKETS_EACH = 5;

  private @Nullable Window begun;
  private boolean silent;

  private record Window(long atMillis, long messages, Traffic traffic) {}

  /**
   * @param since connections that came in the last minute, or 0 if messages are sent again
   */
  record Change(boolean silent, long since) {}

  /** Whether it is time for {@link #look}, which needs the counters of IPVS. */
  boolean isDue(long nowMillis) {
    return begun == null || nowMillis - begun.atMillis() >= WINDOW_MILLIS;
  }

  /**
   * @param messages sent so far
   * @param traffic of all virtual services so far
   */
  Optional<Change> look(long nowMillis, long messages, Traffic traffic) {
    Window before = begun;
    begun = new Window(nowMillis, messages, traffic);
    if (before == null) {
      return Optional.empty();
    }
    if (messages > before.messages()) {
      return become(false, 0);
    }
    long connections = traffic.connections() - before.traffic().connections();
    long packets = traffic.inPackets() - before.traffic().inPackets();
    return connections >= CONNECTIONS && packets >= connections * PACKETS_EACH
        ? become(true, connections)
        : Optional.empty();
  }

  private Optional<Change> become(boolean now, long connections) {
    if (now == silent) {
      return Optional.empty();
    }
    silent = now;
    return Optional.of(new Change(now, connections));
  }

  boolean isSilent() {
    return silent;
  }
}
