package org.hactl.vrrp.protocol;

import static org.hactl.vrrp.model.Effect.announce;
import static org.hactl.vrrp.model.Effect.concat;
import static org.hactl.vrrp.model.Effect.release;

import java.net.InetAddress;
import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.ChangePriority;
import org.hactl.vrrp.model.Effect.HearLower;
import org.hactl.vrrp.model.Effect.SendAdvertisement;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.RoleSnapshot;
import org.hactl.vrrp.model.RouterConfig;

/**
 * What a router does while it is master: it advertises, announces its addresses, and answers other
 * masters. Only sending sets its timer, so that no stream of packets can delay an advertisement.
 */
final class MasterRole {
  private static final List<Effect> NOTHING = List.of();

  /** Replies to other masters come at most this often in an interval, whatever the stream. */
  private static final int REPLIES_PER_INTERVAL = 10;

  /** For this many intervals after a takeover, the old master's advertisements may still arrive. */
  private static final int TAKEOVER_INTERVALS = 2;

  private final RouterSelf self;
  private List<Effect> advertise;
  private long deadlineNanos = VirtualRouter.NEVER;
  private long lastSentNanos;
  private long sinceNanos;
  private final Announcements announcements = new Announcements();
  private final Rivals rivals = new Rivals();
  private final HandOver handOver = new HandOver();
  private final OwnerConflict ownerConflict = new OwnerConflict();
  private final RateLimit replies = new RateLimit();
  private final RateLimit healings = new RateLimit();

  MasterRole(RouterSelf self) {
    this.self = self;
    this.advertise = List.of(new SendAdvertisement(self.priority()));
  }

  /**
   * @param handedOver whether another master gives the role away, and may serve on for a moment
   */
  List<Effect> begin(boolean handedOver, long nowNanos) {
    if (handedOver) {
      announcements.repeatSoon();
    }
    replies.reset();
    healings.reset();
    ownerConflict.reset();
    sinceNanos = nowNanos;
    return advertiseNow(nowNanos);
  }

  RoleSnapshot.Leading leading() {
    return new RoleSnapshot.Leading(sinceNanos, self.effective().hasSteppedDown(), rivals.all());
  }

  /** Goes on in the place of another process, and advertises at once. */
  List<Effect> restore(RoleSnapshot.Leading from, long nowNanos) {
    List<Effect> effects = begin(false, nowNanos);
    sinceNanos = from.sinceNanos();
    rivals.restore(from.rivals());
    return effects;
  }

  List<Effect> end(long nowNanos) {
    handOver.end();
    announcements.stop();
    return rivals.end(nowNanos);
  }

  /** How long ago it last advertised, or should have acted while it hands its role over. */
  long silentNanos(long nowNanos) {
    return nowNanos - (isLeaving() ? handOver.deadlineNanos() : lastSentNanos);
  }

  /** Whether it hands its role over: then it advertises and announces nothing. */
  boolean isLeaving() {
    return handOver.isRunning();
  }

  HandOver handOver() {
    return handOver;
  }

  /** Offers the role to the other routers with priority 0. */
  List<Effect> offer(HandOver.Purpose why, long waitNanos, long nowNanos) {
    announcements.pause();
    handOver.offered(why, nowNanos + waitNanos, nowNanos + offerEveryNanos());
    return release();
  }

  /** Another router has taken the role by itself, and has its addresses by the given time. */
  void makeWay(long servesNanos) {
    announcements.pause();
    handOver.madeWay(servesNanos);
  }

  List<Effect> offerAgain(long nowNanos) {
    handOver.repeated(nowNanos + offerEveryNanos());
    return release();
  }

  private long offerEveryNanos() {
    return ProtocolTimers.offerEveryNanos(self.config().version(), self.intervalNanos());
  }

  /** No other router has taken the role. */
  List<Effect> takeBack(long nowNanos) {
    handOver.end();
    List<Effect> advertisement = advertiseNow(nowNanos);
    int times = announcements.resume(self.rules().gratuitousArp(), nowNanos);
    return concat(advertisement, announce(times));
  }

  List<Effect> onTimer(long nowNanos) {
    List<Effect> effects =
        nowNanos >= earliestAdvertisementNanos() ? advertiseInTime(nowNanos) : NOTHING;
    int times = announcements.due(self.rules().gratuitousArp(), nowNanos);
    return concat(concat(effects, announce(times)), rivals.due(nowNanos));
  }

  long deadlineNanos() {
    return isLeaving() ? handOver.deadlineNanos() : Math.min(deadlineNanos, otherDeadlineNanos());
  }

  /** The time from which {@link #onTimer} does something. */
  long earliestDeadlineNanos() {
    return isLeaving()
        ? handOver.deadlineNanos()
        : Math.min(earliestAdvertisementNanos(), otherDeadlineNanos());
  }

  private long otherDeadlineNanos() {
    return Math.min(announcements.deadlineNanos(), rivals.deadlineNanos());
  }

  private long earliestAdvertisementNanos() {
    return deadlineNanos - ProtocolTimers.earlinessNanos(self.intervalNanos());
  }

  /**
   * The last word to a router that has won, which hears it as a lower one and announces its
   * addresses again: this router may have answered a neighbour that asked for them.
   */
  List<Effect> farewell() {
    return self.rules().options().tellHigher() ? advertise : NOTHING;
  }

  List<Effect> advertiseNow(long nowNanos) {
    if (isLeaving()) {
      return NOTHING;
    }
    lastSentNanos = nowNanos;
    deadlineNanos = nowNanos + self.intervalNanos();
    return advertise;
  }

  /** Keeps the schedule: one late advertisement does not make the later ones late. */
  private List<Effect> advertiseInTime(long nowNanos) {
    long inRhythmNanos = Math.min(nowNanos, deadlineNanos) + self.intervalNanos();
    List<Effect> effects = advertiseNow(nowNanos);
    deadlineNanos = inRhythmNanos > nowNanos ? inRhythmNanos : deadlineNanos;
    return effects;
  }

  /** An advertisement at once, limited in rate in case a stream of packets causes it. */
  List<Effect> reply(long nowNanos) {
    return replies.allows(self.intervalNanos() / REPLIES_PER_INTERVAL, nowNanos)
        ? advertiseNow(nowNanos)
        : NOTHING;
  }

  /** A router of lower priority advertised as master. */
  List<Effect> hearLower(Advertisement heard, long nowNanos) {
    // RFC 5798 discards it. An answer ends the conflict one interval earlier, and corrects hosts
    // that learnt the other router's MAC (RFC 9568 section 6.4.3, keepalived).
    List<Effect> effects = self.rules().options().answerLower() ? reply(nowNanos) : NOTHING;
    if (healings.allows(self.intervalNanos(), nowNanos)) {
      effects = concat(effects, List.of(new HearLower(heard.source(), heard.priority())));
      effects = concat(effects, announceAgain(nowNanos));
    }
    return concat(effects, hearRival(heard, nowNanos));
  }

  List<Effect> hearRival(Advertisement heard, long nowNanos) {
    long longerNanos = Math.max(self.intervalNanos(), heard.intervalNanos());
    // A peer with another address list may reject ours. Leftovers of a takeover do not count.
    boolean differs =
        !heard.sameAddresses() && nowNanos - sinceNanos >= longerNanos * TAKEOVER_INTERVALS;
    RejectReason reason = differs ? RejectReason.ADDRESS_LIST : null;
    return rivals.hear(heard.source(), heard.priority(), reason, longerNanos, nowNanos);
  }

  /** Whether this router has advertised as master a moment ago. */
  boolean hearsRival(InetAddress peer, long nowNanos) {
    return rivals.knows(peer, nowNanos);
  }

  /** Our own packets that are looped back do not count as another master. */
  List<Effect> hearRejected(Rejected packet, long nowNanos) {
    InetAddress peer = packet.source();
    return peer == null || packet.reason() == RejectReason.OWN_ADDRESS
        ? NOTHING
        : rivals.hear(peer, packet.priority(), packet.reason(), self.intervalNanos(), nowNanos);
  }

  /** Another owner should yield; if it does not, we lower our priority. */
  List<Effect> hearOwner(Advertisement heard, long nowNanos) {
    if (!ownerConflict.hasLasted(self.intervalNanos(), heard.intervalNanos(), nowNanos)) {
      return NOTHING;
    }
    int before = self.priority();
    self.effective().stepDown();
    priorityChanged();
    return List.of(new ChangePriority(before, self.priority()));
  }

  /** Announces the addresses again: hosts may have learnt another router's MAC address. */
  List<Effect> announceAgain(long nowNanos) {
    return isLeaving()
        ? NOTHING
        : announce(announcements.splitHealed(self.rules().gratuitousArp(), nowNanos));
  }

  List<Effect> addressesReady(long nowNanos) {
    if (isLeaving()) {
      announcements.addressesInPlaceWhilePaused();
      return NOTHING;
    }
    return announce(announcements.addressesInPlace(self.rules().gratuitousArp(), nowNanos));
  }

  void reconfigured(RouterConfig before, long nowNanos) {
    if (isLeaving()) {
      return;
    }
    announcements.reconfigured(before.gratuitousArp(), self.rules().gratuitousArp(), nowNanos);
  }

  void priorityChanged() {
    advertise = List.of(new SendAdvertisement(self.priority()));
  }
}
