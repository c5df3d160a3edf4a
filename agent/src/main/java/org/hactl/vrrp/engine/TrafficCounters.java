package org.hactl.vrrp.engine;

import org.hactl.counters.EnumCounters;
import org.hactl.linux.socket.SendBatch;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterStatus;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one router sent and received. As a {@link SendBatch.Outcome} it counts gratuitous
 * ARPs.
 */
final class TrafficCounters implements SendBatch.Outcome {
  private final EnumCounters<RejectReason> rejected = new EnumCounters<>(RejectReason.class);
  private long advertisementsSent;
  private long advertisementsReceived;
  private long gratuitousArpsSent;
  private long sendErrors;
  private @Nullable String lastSendError;

  /** Counts on from what another process has counted; null if it does not say it. */
  void goOnFrom(RouterStatus.@Nullable Traffic counted) {
    if (counted == null) {
      return;
    }
    advertisementsSent += counted.advertisementsSent();
    advertisementsReceived += counted.advertisementsReceived();
    gratuitousArpsSent += counted.gratuitousArpsSent();
    sendErrors += counted.sendErrors();
    lastSendError = counted.lastSendError();
    counted.rejected().forEach(rejected::count);
  }

  void advertisementSent() {
    advertisementsSent++;
  }

  void advertisementReceived() {
    advertisementsReceived++;
  }

  void rejected(RejectReason reason) {
    rejected.count(reason);
  }

  /** A gratuitous ARP or neighbour advertisement was sent. */
  @Override
  public void sent() {
    gratuitousArpsSent++;
  }

  @Override
  public void failed(String why) {
    sendErrors++;
    lastSendError = why;
  }

  RouterStatus.Traffic status() {
    return new RouterStatus.Traffic(
        advertisementsSent,
        advertisementsReceived,
        gratuitousArpsSent,
        sendErrors,
        lastSendError,
        rejected.nonZero());
  }
}
