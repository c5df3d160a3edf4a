package org.hactl.bfd.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One session at one moment.
 *
 * @param config how it is configured
 * @param maxTimerLateness the greatest delay with which a timer fired
 */
public record BfdSessionStatus(
    BfdConfig config,
    Local local,
    Remote remote,
    UsedIntervals intervals,
    Traffic traffic,
    Duration maxTimerLateness) {

  /**
   * This host's end.
   *
   * @param since when it entered this state
   * @param reason why it entered this state
   * @param diagnostic the diagnostic that it sends to the neighbour
   * @param fault why it cannot send or receive at all, in the system's words; null if it can
   * @param transitions the number of state changes
   */
  public record Local(
      int discriminator,
      BfdState state,
      Instant since,
      BfdReason reason,
      Diagnostic diagnostic,
      @Nullable String fault,
      long transitions) {}

  /**
   * The neighbour's end, as last heard.
   *
   * @param discriminator 0 while it is not known
   * @param multiplier 0 before its first packet
   */
  public record Remote(int discriminator, BfdState state, Diagnostic diagnostic, int multiplier) {}

  /**
   * The intervals in use.
   *
   * @param transmit the interval at which this host sends, before jitter
   * @param receive the interval at which this host expects the neighbour's packets; zero before the
   *     first packet
   * @param detectionTime the silence after which the session goes down; zero before the first
   *     packet
   * @param polling whether the neighbour has yet to confirm intervals
   */
  public record UsedIntervals(
      Duration transmit, Duration receive, Duration detectionTime, boolean polling) {}

  /**
   * What it sent and received.
   *
   * @param sendErrors packets that the kernel refused
   * @param lastSendError the kernel's error for the last of these, or null
   * @param rejected rejected packets for this session by reason, without reasons that never
   *     occurred
   */
  public record Traffic(
      long packetsSent,
      long packetsReceived,
      long sendErrors,
      @Nullable String lastSendError,
      Map<BfdRejectReason, Long> rejected) {
    public Traffic {
      rejected = Map.copyOf(rejected);
    }
  }

  public String name() {
    return config.name();
  }

  public BfdState state() {
    return local.state();
  }
}
