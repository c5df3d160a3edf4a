package org.hactl.vrrp.protocol;

import static org.hactl.vrrp.model.Effect.concat;
import static org.hactl.vrrp.model.Effect.release;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.ChangePriority;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router's state machine (RFC 3768 and 5798 section 6.4). It owns no socket, reads no
 * clock and blocks nowhere: {@link #step} takes what happened and when, and returns what to do.
 *
 * <p>Times are nanoseconds on one clock that never runs backwards, and runs through suspends. The
 * caller calls {@code step(Timer.FIRED, now)} at {@link #nextDeadlineNanos}, after it has handed
 * over every packet received before that moment.
 *
 * <p>In a sync group it becomes master only when the {@link SyncGroup} says so; {@link #intent} is
 * what it would do outside a group.
 */
public class VirtualRouter {
  /** The deadline when no timer runs. */
  static final long NEVER = Long.MAX_VALUE;

  private static final List<Effect> NOTHING = List.of();

  private final RouterSelf self;
  private final MasterRole asMaster;
  private final BackupRole asBackup;
  private final Faults faults = new Faults();
  private State state = State.INIT;
  private Reason reason = Reason.NOT_STARTED;
  private TrackVerdict verdict = TrackVerdict.FINE;
  private boolean grouped;

  public VirtualRouter(RouterConfig config) {
    this(config, BackupRole::new);
  }

  public VirtualRouter(RouterConfig config, Function<RouterSelf, BackupRole> backup) {
    this.self = new RouterSelf(config);
    this.asMaster = new MasterRole(self);
    this.asBackup = backup.apply(self);
  }

  /** Takes one input with its time, and returns the effects in order. */
  public List<Effect> step(Input input, long nowNanos) {
    if (state == State.MASTER && stoodStill(nowNanos)) {
      // This process stalled for longer than the down timer: a peer is master by now, so listen
      // first.
      List<Effect> stalled = resign(State.BACKUP, Reason.STALLED, nowNanos);
      asBackup.follow(nowNanos);
      return concat(stalled, dispatch(input, nowNanos));
    }
    if (state == State.BACKUP && asBackup.isLate(nowNanos)) {
      // A process that stalled may have missed advertisements: the down timer starts again.
      asBackup.listen(nowNanos);
    }
    return dispatch(input, nowNanos);
  }

  /** Whether this master was silent for longer than the down timer of its backups. */
  protected boolean stoodStill(long nowNanos) {
    return asMaster.silentNanos(nowNanos) > asBackup.masterDownNanos();
  }

  private List<Effect> dispatch(Input input, long nowNanos) {
    return switch (input) {
      case Advertisement advertisement ->
          switch (state) {
            case INIT, FAULT -> NOTHING;
            case BACKUP -> {
              asBackup.hear(advertisement, nowNanos);
              yield NOTHING;
            }
            case MASTER -> hearAsMaster(advertisement, nowNanos);
          };
      case Rejected packet ->
          state == State.MASTER ? asMaster.hearRejected(packet, nowNanos) : NOTHING;
      case Input.Timer _ -> onTimer(nowNanos);
      case Input.Startup startup -> onStartup(startup, nowNanos);
      case Input.Shutdown _ -> onShutdown(nowNanos);
      case Input.InterfaceUp up -> onInterfaceUp(up.address(), nowNanos);
      case Input.InterfaceDown down -> {
        faults.link(down.fault());
        yield onFaults(Reason.INTERFACE_UP, nowNanos);
      }
      case Input.FrameHeard _ -> onFrame(nowNanos);
      case Input.Tracked tracked -> onTracked(tracked.verdict(), nowNanos);
      case Input.Reconfigured changed -> onReconfigured(changed.config(), nowNanos);
      case Input.AddressesReady _ ->
          state == State.MASTER ? asMaster.addressesReady(nowNanos) : NOTHING;
      case Input.OperatorYield _ -> onYield(nowNanos);
      case Input.Grouped membership -> onGrouped(membership.member(), nowNanos);
      case Input.MemberFault fault -> {
        faults.member(fault.router());
        yield onFaults(Reason.GROUP_UP, nowNanos);
      }
      case Input.Group decision -> onGroup(decision, nowNanos);
    };
  }

  // RFC 5798 section 6.4.1
  private List<Effect> onStartup(Input.Startup startup, long nowNanos) {
    if (state != State.INIT) {
      return NOTHING;
    }
    asBackup.hold().begin(startup.holdNanos(), nowNanos);
    Reason fault = faults.reason();
    if (fault != null) {
      return changeState(State.FAULT, fault);
    }
    ResumeHint resume = startup.resume();
    boolean stillMaster =
        resume != null && resume.sinceLastAdvertisement().toNanos() < resumeLimitNanos(resume);
    if (startup.letGo()) {
      return concat(stillMaster ? release() : NOTHING, listen(Reason.CRASH_LOOP, nowNanos));
    }
    if (stillMaster) {
      return lead(Reason.RESUMED, nowNanos);
    }
    if (self.isOwner() && !asBackup.hold().holds(nowNanos)) {
      return lead(Reason.STARTUP_OWNER, nowNanos);
    }
    return listen(Reason.STARTUP, nowNanos);
  }

  private List<Effect> onShutdown(long nowNanos) {
    return switch (state) {
      case INIT -> NOTHING;
      case MASTER -> concat(release(), resign(State.INIT, Reason.SHUTDOWN, nowNanos));
      case BACKUP, FAULT -> rest(State.INIT, Reason.SHUTDOWN);
    };
  }

  private List<Effect> onInterfaceUp(InetAddress primaryAddress, long nowNanos) {
    faults.link(null);
    boolean another = !primaryAddress.equals(self.address());
    self.address(primaryAddress);
    List<Effect> effects = onFaults(Reason.INTERFACE_UP, nowNanos);
    if (state == State.MASTER) {
      asBackup.knowOneself();
    }
    return state == State.MASTER && another
        ? concat(effects, asMaster.advertiseNow(nowNanos))
        : effects;
  }

  /** Enters or leaves FAULT as the current faults require. */
  private List<Effect> onFaults(Reason recovery, long nowNanos) {
    Reason fault = faults.reason();
    if (fault == null) {
      return state == State.FAULT ? listen(recovery, nowNanos) : NOTHING;
    }
    return switch (state) {
      case INIT -> asBackup.intent() == GroupIntent.LEAD ? rest(State.FAULT, fault) : NOTHING;
      case FAULT -> {
        reason = fault;
        yield NOTHING;
      }
      case MASTER -> concat(release(), resign(State.FAULT, fault, nowNanos));
      case BACKUP -> rest(State.FAULT, fault);
    };
  }

  private List<Effect> onFrame(long nowNanos) {
    if (state == State.BACKUP) {
      asBackup.frame(nowNanos);
    }
    return NOTHING;
  }

  private List<Effect> onTracked(TrackVerdict changed, long nowNanos) {
    if (changed.equals(verdict)) {
      return NOTHING;
    }
    verdict = changed;
    faults.tracked(changed.fault());
    List<Effect> effects = onFaults(Reason.TRACKED_UP, nowNanos);
    int before = self.priority();
    long oldWaitNanos = asBackup.waitNanos();
    self.effective().offset(changed.priorityOffset());
    asBackup.shift(oldWaitNanos, nowNanos);
    reconsider(nowNanos);
    List<Effect> news = tellPriority(before);
    return state == State.MASTER && self.priority() != before
        ? concat(asMaster.advertiseNow(nowNanos), news)
        : concat(effects, news);
  }

  private List<Effect> onReconfigured(RouterConfig changed, long nowNanos) {
    RouterConfig old = self.config();
    RouterConfig oldRules = self.rules();
    int before = self.priority();
    long oldWaitNanos = asBackup.waitNanos();
    self.configure(changed);
    asBackup.reconfigured();
    // A master whose advertisements were rejected, because of another interval for example, may be
    // accepted now: wait long enough to hear it.
    asBackup.shift(oldWaitNanos, asBackup.nextHeardNanos(nowNanos));
    reconsider(nowNanos);
    List<Effect> news = tellPriority(before);
    if (state != State.MASTER) {
      return news;
    }
    asBackup.knowOneself();
    asMaster.reconfigured(oldRules, nowNanos);
    return before == self.priority() && changed.advertisesLike(old)
        ? news
        : concat(asMaster.advertiseNow(nowNanos), news);
  }

  private void reconsider(long nowNanos) {
    if (state == State.BACKUP) {
      asBackup.reconsider(nowNanos);
    }
  }

  private List<Effect> tellPriority(int before) {
    if (self.priority() == before) {
      return NOTHING;
    }
    asMaster.priorityChanged();
    if (state == State.MASTER) {
      asBackup.knowOneself();
    }
    return state == State.INIT ? NOTHING : List.of(new ChangePriority(before, self.priority()));
  }

  private List<Effect> onTimer(long nowNanos) {
    if (state == State.MASTER) {
      return asMaster.onTimer(nowNanos);
    }
    if (nowNanos < asBackup.deadlineNanos()) {
      return NOTHING;
    }
    if (!asBackup.hold().isHeld()) {
      return lead(asBackup.expiry(), nowNanos);
    }
    reason = Reason.STARTUP;
    if (self.isOwner()) {
      return lead(Reason.STARTUP_OWNER, nowNanos);
    }
    asBackup.awaitMaster(nowNanos);
    return NOTHING;
  }

  // RFC 5798 section 6.4.3
  private List<Effect> hearAsMaster(Advertisement heard, long nowNanos) {
    if (heard.priority() == 0) {
      return asMaster.reply(nowNanos);
    }
    if (self.ignoresPeers()) {
      return asMaster.hearRival(heard, nowNanos);
    }
    if (outranks(heard)) {
      return makeWay(heard, nowNanos);
    }
    List<Effect> steppedDown =
        self.isOwner() && heard.priority() == RouterConfig.OWNER_PRIORITY
            ? asMaster.hearOwner(heard, nowNanos)
            : NOTHING;
    return concat(
        steppedDown,
        outranks(heard) ? makeWay(heard, nowNanos) : asMaster.hearLower(heard, nowNanos));
  }

  /** Whether a master has to yield to the sender of this advertisement. */
  public boolean outranks(Advertisement heard) {
    return self.isOutrankedBy(heard);
  }

  private List<Effect> makeWay(Advertisement heard, long nowNanos) {
    Reason why =
        heard.priority() > self.priority()
            ? Reason.HIGHER_PRIORITY_PEER
            : Reason.HIGHER_ADDRESS_PEER;
    // The winner hears this last advertisement as a lower one, and announces its addresses again.
    List<Effect> word = self.rules().options().tellHigher() ? asMaster.word() : NOTHING;
    List<Effect> end = asMaster.end(nowNanos);
    asBackup.makeWay(heard, nowNanos);
    return concat(
        concat(word, changeState(State.BACKUP, why, heard.source(), heard.priority())), end);
  }

  private List<Effect> onYield(long nowNanos) {
    if (state != State.MASTER) {
      return NOTHING;
    }
    List<Effect> effects = concat(release(), resign(State.BACKUP, Reason.OPERATOR, nowNanos));
    asBackup.yieldToAnyone(nowNanos);
    return effects;
  }

  private List<Effect> onGrouped(boolean member, long nowNanos) {
    grouped = member;
    boolean waited = state == State.BACKUP && asBackup.intent() == GroupIntent.LEAD;
    return !member && waited ? lead(asBackup.expiry(), nowNanos) : NOTHING;
  }

  private List<Effect> onGroup(Input.Group decision, long nowNanos) {
    return switch (decision) {
      case LEAD ->
          asBackup.intent() == GroupIntent.LEAD && state != State.MASTER
              ? becomeMaster(asBackup.expiry(), nowNanos)
              : NOTHING;
      case WAIT -> state == State.INIT ? changeState(State.BACKUP, Reason.STARTUP) : NOTHING;
      case FOLLOW -> {
        if (state != State.MASTER) {
          yield NOTHING;
        }
        List<Effect> effects = resign(State.BACKUP, Reason.GROUP_BACKUP, nowNanos);
        asBackup.follow(nowNanos);
        yield effects;
      }
      case ANNOUNCE -> state == State.MASTER ? asMaster.announceAgain(nowNanos) : NOTHING;
    };
  }

  /** Becomes master, or waits until its sync group agrees. */
  private List<Effect> lead(Reason why, long nowNanos) {
    if (!grouped) {
      return becomeMaster(why, nowNanos);
    }
    asBackup.waitForGroup(why, nowNanos);
    return NOTHING;
  }

  private List<Effect> becomeMaster(Reason why, long nowNanos) {
    InetAddress peer = master().address();
    int peerPriority = master().priority();
    asBackup.end();
    // The conflict that lowered the owner's priority is over.
    int before = self.priority();
    self.effective().stepUp();
    List<Effect> priority = tellPriority(before);
    asBackup.knowOneself();
    List<Effect> advertisement = asMaster.begin(nowNanos);
    return concat(
        priority, concat(advertisement, changeState(State.MASTER, why, peer, peerPriority)));
  }

  /** Listens for a master. */
  private List<Effect> listen(Reason why, long nowNanos) {
    asBackup.begin(nowNanos);
    boolean held = asBackup.hold().isHeld() && why != Reason.CRASH_LOOP;
    return changeState(State.BACKUP, held ? Reason.STARTUP_HOLD : why);
  }

  /** Stops being master, and forgets the known master. */
  private List<Effect> resign(State to, Reason why, long nowNanos) {
    // First the end of "two masters", then the transition that ended it.
    return concat(asMaster.end(nowNanos), rest(to, why));
  }

  /** Stops all timers, and forgets the master. */
  private List<Effect> rest(State to, Reason why) {
    asBackup.rest();
    return changeState(to, why);
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

  /** The down timer: how long a backup hears no advertisement before it takes over. */
  public long masterDownNanos() {
    return asBackup.masterDownNanos();
  }

  /**
   * How long after its last advertisement a restarted master may resume: its backups still wait.
   */
  public long resumeLimitNanos(ResumeHint resume) {
    Duration heard = resume.advertInterval();
    long intervalNanos =
        heard == null ? self.intervalNanos() : Math.min(heard.toNanos(), self.intervalNanos());
    return ProtocolTimers.resumeLimitNanos(
        self.rules().options().downTimerAdverts(), intervalNanos);
  }

  /** When to call {@code step(Timer.FIRED, …)}; {@link #NEVER} if not at all. */
  public long nextDeadlineNanos() {
    return state == State.MASTER ? asMaster.deadlineNanos() : asBackup.deadlineNanos();
  }

  /**
   * The time from which {@code step(Timer.FIRED, …)} does something: a master may advertise a
   * little early, so that its packet leaves together with those of other routers.
   */
  public long earliestDeadlineNanos() {
    return state == State.MASTER ? asMaster.earliestDeadlineNanos() : asBackup.deadlineNanos();
  }

  public RouterConfig config() {
    return self.config();
  }

  public State state() {
    return state;
  }

  /** Why it is in this state. */
  public Reason reason() {
    return reason;
  }

  /** What the router is, as it sees itself. */
  public RouterSelf self() {
    return self;
  }

  public Faults faults() {
    return faults;
  }

  public TrackVerdict verdict() {
    return verdict;
  }

  /** What it would do outside a sync group. */
  public GroupIntent intent() {
    return state == State.MASTER ? GroupIntent.LEAD : asBackup.intent();
  }

  /** Whether it waits for {@link Input.FrameHeard}. */
  public boolean awaitsFrame() {
    return state == State.BACKUP && asBackup.hold().awaitsFrame();
  }

  /** The address it advertises from; null if it has none. */
  @Nullable
  public InetAddress address() {
    return self.address();
  }

  /** The present master as far as the router knows. */
  public HeardMaster master() {
    return asBackup.master();
  }
}
