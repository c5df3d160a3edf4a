package org.hactl.bfd.engine;

import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.counters.EnumCounters;
import org.jspecify.annotations.Nullable;

/** Counts what one session sent and received. */
final class SessionTraffic {
  private final EnumCounters<BfdRejectReason> rejected = new EnumCounters<>(BfdRejectReason.class);
  private long sent;
  private long received;
  private long sendErrors;
  private @Nullable String lastSendError;

  /** Counts on from what another process has counted; null if it does not say it. */
  void goOnFrom(BfdSessionStatus.@Nullable Traffic counted) {
    if (counted == null) {
      return;
    }
    sent += counted.packetsSent();
    received += counted.packetsReceived();
    sendErrors += counted.sendErrors();
    lastSendError = counted.lastSendError();
    counted.rejected().forEach(rejected::count);
  }

  void sent() {
    sent++;
  }

  void received() {
    received++;
  }

  void rejected(BfdRejectReason reason) {
    rejected.count(reason);
  }

  void failed(@Nullable String why) {
    sendErrors++;
    lastSendError = why;
  }

  BfdSessionStatus.Traffic status() {
    return new BfdSessionStatus.Traffic(
        sent, received, sendErrors, lastSendError, rejected.nonZero());
  }
}
