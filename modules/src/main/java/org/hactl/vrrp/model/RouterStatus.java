package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router at one moment.
 *
 * @param since when it came to this state
 * @param reason why it did
 * @param detail the system's own words where the reason is a fault of its own, else null
 * @param priority as configured
 * @param effectivePriority as advertised: with what tracking adds
 * @param group the sync group it is in
 * @param otherMaster who else is master beside us; null for nobody
 * @param address what it advertises from; null while the interface has none
 * @param master the address of the master in office: our own when it is us, null when not known
 * @param masterPriority that master's priority; 0 when not known
 * @param masterAdvertInterval the interval the down timer counts with; in version 3 the master's
 * @param advertisementsSent those of priority 0 included
 * @param advertisementsReceived those accepted
 * @param sendErrors advertisements and gratuitous ARPs the kernel did not take
 * @param lastSendError what it answered to the last of these, or null
 * @param rejected packets for this router by what was wrong with them; only what was ever seen
 * @param maxTimerLateness how late its timers ever fired
 */
public record RouterStatus(
    String name,
    String interfaceName,
    VrrpVersion version,
    int virtualRouterId,
    State state,
    Instant since,
    Reason reason,
    @Nullable String detail,
    int priority,
    int effectivePriority,
    TrackVerdict tracked,
    @Nullable String group,
    @Nullable OtherMaster otherMaster,
    @Nullable InetAddress address,
    @Nullable InetAddress master,
    int masterPriority,
    Duration masterAdvertInterval,
    long transitions,
    long advertisementsSent,
    long advertisementsReceived,
    long gratuitousArpsSent,
    long sendErrors,
    @Nullable String lastSendError,
    Map<RejectReason, Long> rejected,
    Duration maxTimerLateness) {
  public RouterStatus {
    rejected = Map.copyOf(rejected);
  }
}
