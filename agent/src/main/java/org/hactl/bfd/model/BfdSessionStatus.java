package org.hactl.bfd.model;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One session at one moment.
 *
 * @param since when it came to this state
 * @param reason why it did
 * @param diagnostic what it tells the neighbour about that
 * @param fault why nothing can be sent or received at all, in the system's words; else null
 * @param neighbourState the neighbour's own, as last heard
 * @param transmitInterval at which we send, less the jitter
 * @param receiveInterval at which the neighbour is to be heard; zero before it was
 * @param detectionTime after how long a silence the session goes down; zero before anything was
 *     heard
 * @param polling whether the neighbour has yet to confirm intervals
 * @param sendErrors packets the kernel did not take
 * @param lastSendError what it answered to the last of these, or null
 * @param rejected packets for this session by what was wrong with them; only what was ever seen
 * @param maxTimerLateness how late its timers ever fired
 */
public record BfdSessionStatus(
    String name,
    InetAddress neighbour,
    @Nullable String interfaceName,
    boolean multihop,
    BfdState state,
    Instant since,
    BfdReason reason,
    Diagnostic diagnostic,
    @Nullable String fault,
    BfdState neighbourState,
    Diagnostic neighbourDiagnostic,
    int discriminator,
    int neighbourDiscriminator,
    Duration transmitInterval,
    Duration receiveInterval,
    Duration detectionTime,
    int multiplier,
    int neighbourMultiplier,
    boolean polling,
    long transitions,
    long packetsSent,
    long packetsReceived,
    long sendErrors,
    @Nullable String lastSendError,
    Map<BfdRejectReason, Long> rejected,
    Duration maxTimerLateness) {
  public BfdSessionStatus {
    rejected = Map.copyOf(rejected);
  }
}
