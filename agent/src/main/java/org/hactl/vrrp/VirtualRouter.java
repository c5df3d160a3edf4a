package org.hactl.vrrp;

import static org.hactl.vrrp.Effect.announce;
import static org.hactl.vrrp.Effect.concat;
import static org.hactl.vrrp.Effect.release;

import java.net.InetAddress;
import java.util.List;
import org.hactl.vrrp.Effect.ChangeState;
import org.hactl.vrrp.Effect.SendAdvertisement;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router's state machine (RFC 3768 and 5798 section 6.4). It owns no socket, reads no
 * clock and blocks nowhere: {@link #step} takes what happened and when, and answers what to do.
 *
 * <p>Times are nanoseconds on one clock that never runs backwards. Whoever runs it calls {@code
 * step(Timer.FIRED, now)} at {@link #nextDeadlineNanos}, and hands over every packet received
 * before that moment first.
 */
class VirtualRouter {
  /** The deadline of a router that waits for nothing. */
  static final long NEVER = Long.MAX_VALUE;

  private static final List<Effect> NOTHING = List.of();

  /** Replies to other masters come at most this often in an interval, whatever the stream. */
  private static final int REPLIES_PER_INTERVAL = 10;

  private RouterConfig config;
  private List<Effect> advertise;
  private State state = State.INIT;
  private Reason reason = Reason.NOT_STARTED;
  private @Nullable Reason fault = Reason.INTERFACE_MISSING;
  private @Nullable InetAddress address;

  /** BACKUP: when to take over. MASTER: when to advertise. */
  private long roleDeadlineNanos = NEVER;

  /** What it will mean when the down timer runs out. */
  private Reason expiry = Reason.ADVERT_TIMEOUT;

  private long lastSentNanos;
  private long lastReplyNanos;
  private final HeardMaster master = new HeardMaster();
  private final Preemption preemption = new Preemption();
  private final Announcements announcements = new Announcements();

  VirtualRouter(RouterConfig config) {
    this.config = config;
    this.advertise = List.of(new SendAdvertisement(config.priority()));
    this.master.forget(intervalNanos());
  }

  /** Takes in what happened at that moment, and answers what to do, in order. */
  List<Effect> step(Input input, long nowNanos) {
    if (state == State.MASTER && nowNanos - lastSentNanos > masterDownNanos()) {
      // We stood still for so long that another one is master by now: listen first, speak after.
      List<Effect> stalled = leaveMaster(State.BACKUP, Reason.STALLED);
      armDownTimer(nowNanos);
      return concat(stalled, dispatch(input, nowNanos));
    }
    return dispatch(input, nowNanos);
  }

  private List<Effect> dispatch(Input input, long nowNanos) {
    return switch (input) {
      case Advertisement advertisement ->
          switch (state) {
            case INIT, FAULT -> NOTHING;
            case BACKUP -> hearAsBackup(advertisement, nowNanos);
            case MASTER -> hearAsMaster(advertisement, nowNanos);
          };
      case Rejected _ -> NOTHING;
      case Input.Timer _ -> onTimer(nowNanos);
      case Input.Startup startup -> onStartup(startup, nowNanos);
      case Input.Shutdown _ -> onShutdown();
      case Input.InterfaceUp up -> onInterfaceUp(up.address(), nowNanos);
      case Input.InterfaceDown down -> onInterfaceDown(down.fault());
      case Input.Reconfigured changed -> onReconfigured(changed.config(), nowNanos);
      case Input.AddressesReady _ -> onAddressesReady(nowNanos);
      case Input.OperatorYield _ -> onYield(nowNanos);
    };
  }

  // RFC 5798 section 6.4.1
  private List<Effect> onStartup(Input.Startup startup, long nowNanos) {
    if (state != State.INIT) {
      return NOTHING;
    }
    if (fault != null) {
      return changeState(State.FAULT, fault);
    }
    if (config.isOwner()) {
      return becomeMaster(Reason.STARTUP_OWNER, nowNanos);
    }
    ResumeHint resume = startup.resume();
    if (resume != null && resume.sinceLastAdvertisement().toNanos() < resumeLimitNanos()) {
      return becomeMaster(Reason.RESUMED, nowNanos);
    }
    armDownTimer(nowNanos);
    return changeState(State.BACKUP, Reason.STARTUP);
  }

  private List<Effect> onShutdown() {
    return switch (state) {
      case INIT -> NOTHING;
      case MASTER -> concat(release(), leaveMaster(State.INIT, Reason.SHUTDOWN));
      case BACKUP, FAULT -> {
        forgetMaster();
        roleDeadlineNanos = NEVER;
        yield changeState(State.INIT, Reason.SHUTDOWN);
      }
    };
  }

  private List<Effect> onInterfaceUp(InetAddress primaryAddress, long nowNanos) {
    fault = null;
    address = primaryAddress;
    if (state == State.MASTER) {
      master.set(address, config.priority(), intervalNanos());
    }
    if (state != State.FAULT) {
      return NOTHING;
    }
    armDownTimer(nowNanos);
    return changeState(State.BACKUP, Reason.INTERFACE_UP);
  }

  private List<Effect> onInterfaceDown(Reason why) {
    fault = why;
    return switch (state) {
      case INIT -> NOTHING;
      case FAULT -> {
        reason = why;
        yield NOTHING;
      }
      case MASTER -> concat(release(), leaveMaster(State.FAULT, why));
      case BACKUP -> {
        forgetMaster();
        roleDeadlineNanos = NEVER;
        yield changeState(State.FAULT, why);
      }
    };
  }

  private List<Effect> onTimer(long nowNanos) {
    List<Effect> effects = NOTHING;
    if (nowNanos >= earliestRoleNanos()) {
      effects = state == State.MASTER ? advertiseInTime(nowNanos) : becomeMaster(expiry, nowNanos);
    }
    int announcementsDue = announcements.due(config.gratuitousArp(), nowNanos);
    return concat(effects, announce(announcementsDue));
  }

  // RFC 5798 section 6.4.2
  private List<Effect> hearAsBackup(Advertisement heard, long nowNanos) {
    if (heard.priority() == 0) {
      expiry = Reason.PRIORITY_ZERO;
      roleDeadlineNanos = nowNanos + skewNanos();
      return NOTHING;
    }
    master.hear(heard);
    if (accepts(heard, nowNanos)) {
      master.adoptInterval(heard.intervalNanos());
      armDownTimer(nowNanos);
    } else {
      // Its advertisements do not keep us from taking over: the timer runs on.
      expiry = Reason.PREEMPTION;
    }
    return NOTHING;
  }

  /** Whether that one may stay master as far as we are concerned. */
  boolean accepts(Advertisement heard, long nowNanos) {
    return preemption.accepts(heard, config, nowNanos);
  }

  // RFC 5798 section 6.4.3
  private List<Effect> hearAsMaster(Advertisement heard, long nowNanos) {
    if (heard.priority() == 0) {
      return reply(nowNanos);
    }
    if (outranks(heard)) {
      Reason why =
          heard.priority() > config.priority()
              ? Reason.HIGHER_PRIORITY_PEER
              : Reason.HIGHER_ADDRESS_PEER;
      master.hear(heard);
      List<Effect> effects = leaveMaster(State.BACKUP, why, heard.source(), heard.priority());
      master.adoptInterval(heard.intervalNanos());
      armDownTimer(nowNanos);
      return effects;
    }
    // The RFC says to discard it; telling it who is master ends the doubt an interval earlier, and
    // hosts that believed the other one hear the truth (RFC 9568 section 6.4.3, keepalived).
    List<Effect> reply = reply(nowNanos);
    return reply.isEmpty()
        ? NOTHING
        : concat(reply, announce(announcements.burst(config.gratuitousArp(), nowNanos)));
  }

  /** Whether a master has to make way for that one. */
  boolean outranks(Advertisement heard) {
    return heard.priority() > config.priority()
        || (heard.priority() == config.priority()
            && (address == null || InetAddressOrder.compare(heard.source(), address) > 0));
  }

  private List<Effect> onReconfigured(RouterConfig changed, long nowNanos) {
    RouterConfig old = config;
    long oldIntervalNanos = intervalNanos();
    long oldDownNanos = expiry == Reason.PRIORITY_ZERO ? skewNanos() : masterDownNanos();
    config = changed;
    advertise = List.of(new SendAdvertisement(changed.priority()));
    if (changed.version() == VrrpVersion.V2 || master.intervalNanos() == oldIntervalNanos) {
      master.adoptInterval(intervalNanos());
    }
    return switch (state) {
      case INIT, FAULT -> NOTHING;
      case BACKUP -> {
        // The running timer keeps what it has waited.
        long newDownNanos = expiry == Reason.PRIORITY_ZERO ? skewNanos() : masterDownNanos();
        roleDeadlineNanos += newDownNanos - oldDownNanos;
        yield NOTHING;
      }
      case MASTER -> {
        master.set(address, changed.priority(), intervalNanos());
        yield changed.equals(old) ? NOTHING : advertiseNow(nowNanos);
      }
    };
  }

  private List<Effect> onAddressesReady(long nowNanos) {
    if (state != State.MASTER) {
      return NOTHING;
    }
    announcements.addressesInPlace();
    return announce(announcements.burst(config.gratuitousArp(), nowNanos));
  }

  private List<Effect> onYield(long nowNanos) {
    if (state != State.MASTER) {
      return NOTHING;
    }
    List<Effect> effects = concat(release(), leaveMaster(State.BACKUP, Reason.OPERATOR));
    preemption.yieldToAnyone();
    armDownTimer(nowNanos);
    return effects;
  }

  private List<Effect> becomeMaster(Reason why, long nowNanos) {
    InetAddress peer = master.address();
    int peerPriority = master.priority();
    master.set(address, config.priority(), intervalNanos());
    preemption.reset();
    List<Effect> advertisement = advertiseNow(nowNanos);
    lastReplyNanos = nowNanos - intervalNanos();
    return concat(advertisement, changeState(State.MASTER, why, peer, peerPriority));
  }

  private List<Effect> leaveMaster(State to, Reason why) {
    forgetMaster();
    return leaveMaster(to, why, null, 0);
  }

  private List<Effect> leaveMaster(
      State to, Reason why, @Nullable InetAddress peer, int peerPriority) {
    announcements.stop();
    roleDeadlineNanos = NEVER;
    return changeState(to, why, peer, peerPriority);
  }

  private void forgetMaster() {
    master.forget(intervalNanos());
    preemption.reset();
  }

  private List<Effect> changeState(State to, Reason why) {
    return changeState(to, why, null, 0);
  }

  private List<Effect> changeState(
      State to, Reason why, @Nullable InetAddress peer, int peerPriority) {
    State from = state;
    state = to;
    reason = why;
    return List.of(new ChangeState(from, to, why, peer, peerPriority));
  }

  /** Keeps to the rhythm: being late once does not make every later advertisement late. */
  private List<Effect> advertiseInTime(long nowNanos) {
    long inRhythmNanos = Math.min(nowNanos, roleDeadlineNanos) + intervalNanos();
    List<Effect> effects = advertiseNow(nowNanos);
    roleDeadlineNanos = inRhythmNanos > nowNanos ? inRhythmNanos : roleDeadlineNanos;
    return effects;
  }

  /** The timer of a master is armed where it sends, and nowhere else. */
  private List<Effect> advertiseNow(long nowNanos) {
    lastSentNanos = nowNanos;
    roleDeadlineNanos = nowNanos + intervalNanos();
    return advertise;
  }

  private List<Effect> reply(long nowNanos) {
    if (nowNanos - lastReplyNanos < intervalNanos() / REPLIES_PER_INTERVAL) {
      return NOTHING;
    }
    lastReplyNanos = nowNanos;
    return advertiseNow(nowNanos);
  }

  private void armDownTimer(long nowNanos) {
    expiry = Reason.ADVERT_TIMEOUT;
    roleDeadlineNanos = nowNanos + masterDownNanos();
  }

  /** How long this router hears nothing before it takes over. */
  long masterDownNanos() {
    return ProtocolTimers.masterDownNanos(
        config.version(), config.priority(), master.intervalNanos());
  }

  private long skewNanos() {
    return ProtocolTimers.skewNanos(config.version(), config.priority(), master.intervalNanos());
  }

  private long resumeLimitNanos() {
    return ProtocolTimers.resumeLimitNanos(config.version(), config.priority(), intervalNanos());
  }

  private long intervalNanos() {
    return config.advertInterval().toNanos();
  }

  /** When to call {@code step(Timer.FIRED, …)}; {@link #NEVER} if not at all. */
  long nextDeadlineNanos() {
    return Math.min(roleDeadlineNanos, announcements.deadlineNanos());
  }

  /**
   * From when on {@code step(Timer.FIRED, …)} does something: a master may be made to advertise a
   * little before its time, so that it does so together with others.
   */
  long earliestDeadlineNanos() {
    return Math.min(earliestRoleNanos(), announcements.deadlineNanos());
  }

  private long earliestRoleNanos() {
    return state == State.MASTER
        ? roleDeadlineNanos - ProtocolTimers.earlinessNanos(intervalNanos())
        : roleDeadlineNanos;
  }

  RouterConfig config() {
    return config;
  }

  State state() {
    return state;
  }

  /** Why it is in this state. */
  Reason reason() {
    return reason;
  }

  /** The address it advertises from; null if it has none. */
  @Nullable InetAddress address() {
    return address;
  }

  /** The master in office as far as it knows. */
  HeardMaster master() {
    return master;
  }
}
