package org.hactl.bfd.model;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One session at one moment.
 *
 * @param since when it entered this state
 * @param reason why it entered this state
 * @param diagnostic the diagnostic that it sends to the neighbour
 * @param fault why it cannot send or receive at all, in the system's words; null if it can
 * @param neighbourState the neighbour's own, as last heard
 * @param transmitInterval the interval at which we send, before jitter
 * @param receiveInterval the interval at which we expect the neighbour's packets; zero before the
 *     first one
 * @param detectionTime the silence after which the session goes down; zero before the first packet
 * @param polling whether the neighbour has yet to confirm intervals
 * @param sendErrors packets the kernel did not take
 * @param lastSendError the kernel's error for the last of these, or null
 * @param rejected rejected packets for this session by reason, without reasons that never occurred
 * @param maxTimerLateness the greatest delay with which a timer fired
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
