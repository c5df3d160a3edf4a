package org.hactl.bfd.protocol;

import static org.hactl.bfd.protocol.BfdEffect.concat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.bfd.protocol.BfdEffect.ChangeState;
import org.hactl.bfd.protocol.BfdEffect.Send;

/**
 * One session's state machine (RFC 5880 section 6.8). It owns no socket, reads no clock and blocks
 * nowhere: {@link #step} takes an input and its time, and returns the effects.
 *
 * <p>Times are nanoseconds on one clock that never runs backwards. The caller calls {@code
 * step(Timer.FIRED, now)} at {@link #nextDeadlineNanos}, after it has handed over every packet
 * received before that moment. It hands over only packets that belong to this session and have no
 * {@link ControlPacket#problem}.
 */
public final class BfdSession {
  /** The deadline when no timer runs. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final List<BfdEffect> NOTHING = List.of();

  private final int discriminator;
  private final Neighbour neighbour = new Neighbour();
  private final Negotiation negotiation;
  private final TransmitTimer transmission;
  private final DetectionTimer detection = new DetectionTimer();
  private BfdConfig config;
  private BfdState state = BfdState.DOWN;
  private BfdReason reason = BfdReason.STARTED;
  private Diagnostic diagnostic = Diagnostic.NONE;

  /** When to declare down a session whose neighbour does not answer. */
  private long decideAtNanos;

  /**
   * Makes a session that is down. It sends at once, unless it is passive.
   *
   * @param discriminator not 0, and different from the discriminators of the other sessions
   * @param random for the jitter
   */
  public BfdSession(BfdConfig config, int discriminator, RandomGenerator random, long nowNanos) {
    this.config = config;
    this.discriminator = discriminator;
    this.negotiation = new Negotiation(config.timing(), neighbour);
    this.decideAtNanos =
        nowNanos + config.timing().idleTx().toNanos() * config.timing().multiplier();
    this.transmission = new TransmitTimer(random, nowNanos - sendIntervalNanos());
    schedule(nowNanos);
  }

  /** Takes one input with its time, and returns the effects in order. */
  public List<BfdEffect> step(BfdInput input, long nowNanos) {
    return switch (input) {
      case ControlPacket packet -> hear(packet, nowNanos);
      case BfdInput.Timer _ -> onTimer(nowNanos);
      case BfdInput.Reconfigured changed -> reconfigure(changed.config(), nowNanos);
      case BfdInput.TakenOver taken -> takeOver(taken.from(), nowNanos);
      case BfdInput.Disabled disabled -> disable(disabled.reason(), nowNanos);
    };
  }

  /** What the next process must know to go on with this session. */
  public SessionSnapshot snapshot(
      long sinceNanos, long transitions, BfdSessionStatus.Traffic traffic) {
    return new SessionSnapshot(
        discriminator,
        state,
        reason,
        diagnostic,
        sinceNanos,
        transitions,
        decideAtNanos,
        detection.deadlineNanos() != NEVER,
        negotiation.isPolling(),
        neighbour.snapshot(),
        negotiation.snapshot(),
        traffic);
  }

  /** Nothing was heard while no process listened: the detection time starts again. */
  private List<BfdEffect> takeOver(SessionSnapshot from, long nowNanos) {
    state = from.state();
    reason = from.reason();
    diagnostic = from.diagnostic();
    decideAtNanos = from.decideAtNanos();
    neighbour.restore(from.remote());
    negotiation.restore(from.used(), from.polling());
    if (from.detecting()) {
      detection.heard(detectionNanos(), nowNanos);
    }
    return sayChange(nowNanos);
  }

  // RFC 5880 section 6.8.6, from the Remote variables on
  private List<BfdEffect> hear(ControlPacket packet, long nowNanos) {
    neighbour.hear(packet);
    negotiation.hear(packet);
    if (state == BfdState.ADMIN_DOWN) {
      return NOTHING;
    }
    List<BfdEffect> effects = follow(packet.state());
    detection.heard(detectionNanos(), nowNanos);
    if (packet.isPoll()) {
      // The final packet also carries the new state.
      schedule(nowNanos);
      return concat(effects, Send.FINAL.alone());
    }
    return effects.isEmpty() ? unchanged(nowNanos) : concat(effects, sayChange(nowNanos));
  }

  private List<BfdEffect> unchanged(long nowNanos) {
    schedule(nowNanos);
    return NOTHING;
  }

  private List<BfdEffect> follow(BfdState heard) {
    if (heard == BfdState.ADMIN_DOWN) {
      return state == BfdState.DOWN
          ? NOTHING
          : goDown(BfdReason.NEIGHBOUR_ADMIN_DOWN, Diagnostic.NEIGHBOUR_SIGNALLED_DOWN);
    }
    return switch (state) {
      case ADMIN_DOWN -> NOTHING;
      case DOWN ->
          switch (heard) {
            case DOWN -> change(BfdState.INIT, BfdReason.NEIGHBOUR_HEARD, diagnostic);
            case INIT -> change(BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US, diagnostic);
            case UP, ADMIN_DOWN -> NOTHING;
          };
      case INIT ->
          heard == BfdState.INIT || heard == BfdState.UP
              ? change(BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US, diagnostic)
              : NOTHING;
      case UP ->
          heard == BfdState.DOWN
              ? goDown(BfdReason.NEIGHBOUR_DOWN, Diagnostic.NEIGHBOUR_SIGNALLED_DOWN)
              : NOTHING;
    };
  }

  private List<BfdEffect> onTimer(long nowNanos) {
    List<BfdEffect> effects = NOTHING;
    if (detection.hasExpired(nowNanos)) {
      effects = expire(nowNanos);
    }
    if (nowNanos >= decideAtNanos) {
      effects = concat(effects, decide());
    }
    if (nowNanos >= transmission.deadlineNanos()) {
      effects = concat(effects, sendInTime(nowNanos));
    }
    return effects;
  }

  /** Reports a session that did not come up, so that its trackers need not wait for it. */
  private List<BfdEffect> decide() {
    decideAtNanos = NEVER;
    return state == BfdState.DOWN || state == BfdState.INIT
        ? change(state, BfdReason.NEVER_UP, diagnostic)
        : NOTHING;
  }

  // RFC 5880 section 6.8.4; section 6.8.1 says when to forget the neighbour's discriminator
  private List<BfdEffect> expire(long nowNanos) {
    detection.stop();
    neighbour.forget();
    if (state == BfdState.INIT || state == BfdState.UP) {
      List<BfdEffect> effects =
          goDown(BfdReason.DETECTION_TIME_EXPIRED, Diagnostic.DETECTION_TIME_EXPIRED);
      return concat(effects, sayChange(nowNanos));
    }
    return unchanged(nowNanos);
  }

  private List<BfdEffect> reconfigure(BfdConfig changed, long nowNanos) {
    config = changed;
    ask();
    detection.changed(detectionNanos());
    return unchanged(nowNanos);
  }

  // RFC 5880 section 6.8.16
  private List<BfdEffect> disable(BfdReason why, long nowNanos) {
    if (state == BfdState.ADMIN_DOWN) {
      return NOTHING;
    }
    // No more packets are expected, but ours still carry the neighbour's discriminator.
    detection.stop();
    List<BfdEffect> effects = change(BfdState.ADMIN_DOWN, why, Diagnostic.ADMINISTRATIVELY_DOWN);
    return concat(effects, sayChange(nowNanos));
  }

  private List<BfdEffect> goDown(BfdReason why, Diagnostic because) {
    return change(BfdState.DOWN, why, because);
  }

  private List<BfdEffect> change(BfdState to, BfdReason why, Diagnostic because) {
    BfdState from = state;
    // In INIT the neighbour does not hear us: the session may still be declared down.
    decideAtNanos = to == BfdState.INIT ? decideAtNanos : NEVER;
    state = to;
    reason = why;
    diagnostic = because;
    ask();
    return List.of(new ChangeState(from, to, why, because));
  }

  private void ask() {
    negotiation.ask(config.timing(), state == BfdState.UP);
  }

  /** Sends a change at once, without a poll (RFC 5880 sections 6.5 and 6.8.7). */
  private List<BfdEffect> sayChange(long nowNanos) {
    if (isSilent()) {
      return unchanged(nowNanos);
    }
    transmission.sent(nowNanos);
    schedule(nowNanos);
    return Send.PLAIN.alone();
  }

  private List<BfdEffect> sendInTime(long nowNanos) {
    transmission.sent(nowNanos);
    schedule(nowNanos);
    if (!negotiation.isPolling()) {
      return Send.PLAIN.alone();
    }
    negotiation.polled();
    return Send.POLL.alone();
  }

  /** Sets the transmit timer. */
  private void schedule(long nowNanos) {
    if (isSilent() || neighbour.requiredMinRxMicros() == 0 || isDemandedOff()) {
      transmission.stop();
    } else {
      transmission.schedule(sendIntervalNanos(), config.timing().multiplier(), nowNanos);
    }
  }

  /** A passive session does not send before it has received a packet. */
  private boolean isSilent() {
    return config.passive() && neighbour.discriminator() == 0;
  }

  /** Whether the neighbour is in demand mode, so that we send only to poll (section 6.6). */
  private boolean isDemandedOff() {
    return neighbour.isDemand()
        && state == BfdState.UP
        && neighbour.state() == BfdState.UP
        && !negotiation.isPolling();
  }

  /** The interval at which we send, before the jitter shortens it. */
  public long sendIntervalNanos() {
    return negotiation.sendIntervalNanos();
  }

  /** How long the neighbour may be silent; 0 before its first packet (RFC 5880 section 6.8.4). */
  public long detectionNanos() {
    return negotiation.detectionNanos();
  }

  /** Writes a packet with the present state of this session. */
  public void write(Send kind, ByteBuffer packet) {
    ControlPacket.write(
        packet,
        state,
        diagnostic,
        kind.flags(),
        config.timing().multiplier(),
        discriminator,
        neighbour.discriminator(),
        negotiation.desiredMinTxMicros(),
        negotiation.requiredMinRxMicros());
  }

  /** When to call {@code step(Timer.FIRED, …)}; {@link #NEVER} if not at all. */
  public long nextDeadlineNanos() {
    return Math.min(
        decideAtNanos, Math.min(transmission.deadlineNanos(), detection.deadlineNanos()));
  }

  public BfdConfig config() {
    return config;
  }

  public int discriminator() {
    return discriminator;
  }

  public BfdState state() {
    return state;
  }

  /** Why the session is in its state. */
  public BfdReason reason() {
    return reason;
  }

  /** The diagnostic that the session sends for its state. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }

  public Neighbour neighbour() {
    return neighbour;
  }

  public boolean isPolling() {
    return negotiation.isPolling();
  }
}
