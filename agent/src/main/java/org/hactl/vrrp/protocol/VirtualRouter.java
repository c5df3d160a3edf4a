package org.hactl.vrrp.protocol;

import static org.hactl.vrrp.model.Effect.concat;
import static org.hactl.vrrp.model.Effect.release;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RoleSnapshot;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router's state machine (RFC 3768 and 5798 section 6.4). It owns no socket, reads no
 * clock and blocks nowhere: {@link #step} takes an input and its time, and returns the effects.
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
  private final Transitions transitions;
  private final ParameterChanges parameters;
  private final Inheritance inheritance;

  public VirtualRouter(RouterConfig config) {
    this(config, BackupRole::new);
  }

  public VirtualRouter(RouterConfig config, Function<RouterSelf, BackupRole> backup) {
    this.self = new RouterSelf(config);
    this.asMaster = new MasterRole(self);
    this.asBackup = backup.apply(self);
    this.transitions = new Transitions(self, asMaster, asBackup, faults);
    this.parameters = new ParameterChanges(self, asMaster, asBackup, faults, transitions);
    this.inheritance = new Inheritance(self, asMaster, asBackup, transitions);
  }

  /** Takes one input with its time, and returns the effects in order. */
  public List<Effect> step(Input input, long nowNanos) {
    if (state() == State.MASTER && stoodStill(nowNanos)) {
      // This process stalled for longer than the down timer: a peer is master by now, so listen
      // first.
      List<Effect> stalled = transitions.stepBack(Reason.STALLED, nowNanos);
      return concat(stalled, dispatch(input, nowNanos));
    }
    if (state() == State.BACKUP && asBackup.isLate(nowNanos)) {
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
          switch (state()) {
            case INIT, FAULT -> NOTHING;
            case BACKUP -> {
              asBackup.hear(advertisement, nowNanos);
              yield NOTHING;
            }
            case MASTER -> hearAsMaster(advertisement, nowNanos);
          };
      case Rejected packet ->
          state() == State.MASTER ? asMaster.hearRejected(packet, nowNanos) : NOTHING;
      case Input.Timer _ -> onTimer(nowNanos);
      case Input.Startup startup -> onStartup(startup, nowNanos);
      case Input.TakenOver taken -> onTakenOver(taken.role(), nowNanos);
      case Input.Shutdown _ -> transitions.shutdown(nowNanos);
      case Input.InterfaceUp up -> onInterfaceUp(up.address(), nowNanos);
      case Input.InterfaceDown down -> {
        faults.link(down.fault());
        yield transitions.faultsChanged(Reason.INTERFACE_UP, nowNanos);
      }
      case Input.FrameHeard _ -> onFrame(nowNanos);
      case Input.Serving serving -> {
        faults.serving(serving.fault());
        yield transitions.faultsChanged(Reason.RETRY, nowNanos);
      }
      case Input.Tracked tracked -> parameters.tracked(tracked.verdict(), nowNanos);
      case Input.Reconfigured changed -> {
        if (changed.config().priority() > config().priority()) {
          // The site wants it to lead again, for example after a change that had moved the role.
          asBackup.endYielding();
        }
        yield parameters.reconfigured(changed.config(), nowNanos);
      }
      case Input.AddressesReady _ ->
          state() == State.MASTER ? asMaster.addressesReady(nowNanos) : NOTHING;
      case Input.HandOver wanted -> transitions.handOvers().handOver(wanted, nowNanos);
      case Input.StandBy wanted -> transitions.handOvers().standBy(wanted, nowNanos);
      case Input.HandedOver _ -> transitions.handOvers().handedOver();
      case Input.Deferred deferred -> parameters.deferred(deferred, nowNanos);
      case Input.OlderSite wanted -> transitions.handOvers().standBack(wanted, nowNanos);
      case Input.Grouped membership -> transitions.grouped(membership.member(), nowNanos);
      case Input.MemberFault fault -> {
        faults.member(fault.router());
        yield transitions.faultsChanged(Reason.GROUP_UP, nowNanos);
      }
      case Input.GroupDecision decision -> transitions.decided(decision, nowNanos);
    };
  }

  // RFC 5798 section 6.4.1
  private List<Effect> onStartup(Input.Startup startup, long nowNanos) {
    if (state() != State.INIT) {
      return NOTHING;
    }
    asBackup.hold().begin(startup.holdNanos(), nowNanos);
    Reason fault = faults.reason();
    if (fault != null) {
      return transitions.changeState(State.FAULT, fault);
    }
    ResumeHint resume = startup.resume();
    boolean stillMaster =
        resume != null && resume.sinceLastAdvertisement().toNanos() < resumeLimitNanos(resume);
    if (startup.letGo()) {
      return concat(
          stillMaster ? release() : NOTHING, transitions.listen(Reason.CRASH_LOOP, nowNanos));
    }
    if (asBackup.standsBy()) {
      return transitions.handOvers().start(stillMaster, nowNanos);
    }
    if (stillMaster) {
      return transitions.lead(Reason.RESUMED, nowNanos);
    }
    if (self.isOwner() && !asBackup.hold().holds(nowNanos)) {
      return transitions.lead(Reason.STARTUP_OWNER, nowNanos);
    }
    return transitions.listen(Reason.STARTUP, nowNanos);
  }

  private List<Effect> onTakenOver(RoleSnapshot from, long nowNanos) {
    return state() == State.INIT && from.state() != State.INIT
        ? inheritance.restore(from, nowNanos)
        : NOTHING;
  }

  /**
   * A master advertises once more before it stands still, so that its backups wait. One that
   * another router has taken the role of becomes backup.
   */
  public List<Effect> lastWord(long nowNanos) {
    if (state() != State.MASTER) {
      return NOTHING;
    }
    return asMaster.handOver().isTaken()
        ? transitions.handOvers().follow(nowNanos)
        : asMaster.advertiseNow(nowNanos);
  }

  /** What the next process must know to go on in this router's place. */
  public RoleSnapshot snapshot(long nowNanos) {
    return inheritance.snapshot(nowNanos);
  }

  private List<Effect> onInterfaceUp(InetAddress primaryAddress, long nowNanos) {
    faults.link(null);
    boolean another = !primaryAddress.equals(self.address());
    self.address(primaryAddress);
    List<Effect> effects = transitions.faultsChanged(Reason.INTERFACE_UP, nowNanos);
    if (leads()) {
      asBackup.knowOneself();
    }
    return leads() && another ? concat(effects, asMaster.advertiseNow(nowNanos)) : effects;
  }

  private List<Effect> onFrame(long nowNanos) {
    if (state() == State.BACKUP) {
      asBackup.frame(nowNanos);
    }
    return NOTHING;
  }

  private List<Effect> onTimer(long nowNanos) {
    if (state() == State.MASTER) {
      return asMaster.isLeaving()
          ? transitions.handOvers().onTimer(nowNanos)
          : asMaster.onTimer(nowNanos);
    }
    return nowNanos < asBackup.deadlineNanos() ? NOTHING : transitions.expire(nowNanos);
  }

  // RFC 5798 section 6.4.3
  private List<Effect> hearAsMaster(Advertisement heard, long nowNanos) {
    if (asMaster.isLeaving()) {
      return transitions.handOvers().hear(heard, nowNanos);
    }
    if (heard.priority() == 0) {
      return asMaster.reply(nowNanos);
    }
    if (self.ignoresPeers()) {
      return asMaster.hearRival(heard, nowNanos);
    }
    if (outranks(heard)) {
      return transitions.makeWay(heard, nowNanos);
    }
    List<Effect> steppedDown =
        self.isOwner() && heard.priority() == RouterConfig.OWNER_PRIORITY
            ? asMaster.hearOwner(heard, nowNanos)
            : NOTHING;
    return concat(
        steppedDown,
        outranks(heard)
            ? transitions.makeWay(heard, nowNanos)
            : asMaster.hearLower(heard, nowNanos));
  }

  /** Whether a master has to yield to the sender of this advertisement. */
  public boolean outranks(Advertisement heard) {
    return self.isOutrankedBy(heard);
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

  /** How long this master waits for another one after it has offered its role. */
  public long handOverNanos() {
    return ProtocolTimers.handOverNanos(
        config().version(), self.rules().options().downTimerAdverts(), self.intervalNanos());
  }

  /** Whether the router is master and does not hand its role over. */
  public boolean leads() {
    return state() == State.MASTER && !asMaster.isLeaving();
  }

  /** When to call {@code step(Timer.FIRED, …)}; {@link #NEVER} if not at all. */
  public long nextDeadlineNanos() {
    return state() == State.MASTER ? asMaster.deadlineNanos() : asBackup.deadlineNanos();
  }

  /**
   * The time from which {@code step(Timer.FIRED, …)} does something: a master may advertise a
   * little early, so that its packet leaves together with the packets of other routers.
   */
  public long earliestDeadlineNanos() {
    return state() == State.MASTER ? asMaster.earliestDeadlineNanos() : asBackup.deadlineNanos();
  }

  public RouterConfig config() {
    return self.config();
  }

  public State state() {
    return transitions.state();
  }

  /** Why the router is in its state. */
  public Reason reason() {
    return transitions.reason();
  }

  /** The router's configuration, effective priority and address. */
  public RouterSelf self() {
    return self;
  }

  public Faults faults() {
    return faults;
  }

  public TrackVerdict verdict() {
    return parameters.verdict();
  }

  /** What the router would do outside a sync group. */
  public GroupIntent intent() {
    return state() == State.MASTER ? GroupIntent.LEAD : asBackup.intent();
  }

  /** Whether the router waits for {@link Input.FrameHeard}. */
  public boolean awaitsFrame() {
    return state() == State.BACKUP && asBackup.hold().awaitsFrame();
  }

  /** The address that the router advertises from; null if it has none. */
  @Nullable
  public InetAddress address() {
    return self.address();
  }

  /** The present master as far as the router knows. */
  public HeardMaster master() {
    return asBackup.master();
  }
}
