package org.hactl.agent.takeover;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hactl.agent.engines.EngineState;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.State;

/**
 * The old process's side of the dialogue. Pure: the caller carries out the effects of a step in
 * their order, and reports back what comes of them.
 *
 * <p>Until it has said {@link Message.Yours} the old process can go on at any time; before it does,
 * the new process is ended, so that there are never two agents.
 */
final class Departure {
  /** How long the new process may take to read the state folder; passes and applies wait. */
  static final Duration READING = Duration.ofSeconds(20);

  /** How long it may take to start its engines if this host is master of no router. */
  static final Duration STARTING = Duration.ofSeconds(3);

  /** What can happen. */
  sealed interface Input {
    record Heard(Message message) implements Input {}

    /** The connection broke, or nothing was heard in {@link #patience}. */
    record Lost(String why) implements Input {}

    /**
     * The answer to {@link Effect#STAND_STILL}.
     *
     * @param refusal why the host cannot stand still; empty if it does
     */
    record StoodStill(Optional<String> refusal) implements Input {}

    /** The answer to {@link Effect#FREEZE}. */
    record Frozen(EngineState state) implements Input {}
  }

  /** What is to be done. */
  sealed interface Effect {
    Effect STAND_STILL = new StandStill();
    Effect FREEZE = new Freeze();
    Effect GO_ON = new GoOn();
    Effect LEAVE = new Leave();

    record StandStill() implements Effect {}

    record Freeze() implements Effect {}

    record Send(Message message) implements Effect {}

    record GoOn() implements Effect {}

    record End(long pid) implements Effect {}

    record Name(long pid) implements Effect {}

    record Leave() implements Effect {}
  }

  private enum Phase {
    LISTENS,
    ASKED,
    QUIET,
    FREEZES,
    GIVEN,
    OVER
  }

  private Phase phase = Phase.LISTENS;
  private long heir;
  private Duration patience = STARTING;

  List<Effect> step(Input input) {
    return switch (phase) {
      case LISTENS -> input instanceof Input.Heard(Message.Ask ask) ? ask(ask) : over(List.of());
      case ASKED ->
          input instanceof Input.StoodStill(Optional<String> refusal)
              ? stoodStill(refusal)
              : fail();
      case QUIET -> input instanceof Input.Heard(Message.Ready _) ? freeze() : fail();
      case FREEZES -> input instanceof Input.Frozen(EngineState state) ? give(state) : fail();
      case GIVEN -> input instanceof Input.Heard(Message.Taken _) ? leave() : fail();
      case OVER -> List.of();
    };
  }

  private List<Effect> ask(Message.Ask ask) {
    if (ask.protocol() != Message.PROTOCOL) {
      return over(
          List.of(
              new Effect.Send(
                  new Message.Refused(
                      "it speaks version %d of the take-over, not %d"
                          .formatted(Message.PROTOCOL, ask.protocol())))));
    }
    phase = Phase.ASKED;
    heir = ask.pid();
    return List.of(Effect.STAND_STILL);
  }

  private List<Effect> stoodStill(Optional<String> refusal) {
    if (refusal.isPresent()) {
      return over(List.of(new Effect.Send(new Message.Refused(refusal.get()))));
    }
    phase = Phase.QUIET;
    patience = READING;
    return List.of(new Effect.Send(new Message.Quiet()));
  }

  private List<Effect> freeze() {
    phase = Phase.FREEZES;
    return List.of(Effect.FREEZE);
  }

  private List<Effect> give(EngineState state) {
    phase = Phase.GIVEN;
    patience = patience(state);
    return List.of(new Effect.Send(new Message.State(state)));
  }

  /**
   * The masters have just advertised. A backup takes over after three intervals or later: until
   * then the old process can go on.
   */
  static Duration patience(EngineState state) {
    OptionalLong shortest =
        state.routers().values().stream()
            .map(RouterSnapshot::role)
            .filter(role -> role.state() == State.MASTER)
            .mapToLong(role -> role.heard().intervalNanos())
            .min();
    return shortest.isEmpty()
        ? STARTING
        : Duration.ofNanos(Math.min(STARTING.toNanos(), shortest.getAsLong() / 2 * 5));
  }

  private List<Effect> leave() {
    return over(List.of(new Effect.Name(heir), new Effect.Send(new Message.Yours()), Effect.LEAVE));
  }

  private List<Effect> fail() {
    return over(List.of(new Effect.End(heir), Effect.GO_ON));
  }

  private List<Effect> over(List<Effect> effects) {
    phase = Phase.OVER;
    return effects;
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  /** How long to wait for the next message. */
  Duration patience() {
    return patience;
  }
}
