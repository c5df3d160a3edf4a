package org.hactl.agent.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.agent.engines.EngineState;
import org.hactl.agent.takeover.Departure.Effect;
import org.hactl.agent.takeover.Departure.Input;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The old process's side of the dialogue. */
class DepartureTest {
  private static final long HEIR = 4711;
  private static final Input ASKED = heard(new Message.Ask(Message.PROTOCOL, HEIR, "image"));
  private static final Input STILL = new Input.StoodStill(Optional.empty());
  private static final Input READY = heard(new Message.Ready());
  private static final Input FROZEN = new Input.Frozen(EngineState.NONE);
  private static final Input TAKEN = heard(new Message.Taken());
  private static final Input LOST = new Input.Lost("it has closed the connection");

  private final Departure departure = new Departure();

  private static Input heard(Message message) {
    return new Input.Heard(message);
  }

  private List<Effect> steps(Input... inputs) {
    List<Effect> last = List.of();
    for (Input input : inputs) {
      last = departure.step(input);
    }
    return last;
  }

  @Test
  void itLeavesOnlyWhenTheRolesAreTaken() {
    assertThat(steps(ASKED)).containsExactly(Effect.STAND_STILL);
    assertThat(steps(STILL)).containsExactly(new Effect.Send(new Message.Quiet()));
    assertThat(steps(READY)).containsExactly(Effect.FREEZE);
    assertThat(steps(FROZEN)).containsExactly(new Effect.Send(new Message.State(EngineState.NONE)));
    assertThat(departure.isOver()).isFalse();
    assertThat(steps(TAKEN))
        .containsExactly(new Effect.Name(HEIR), new Effect.Send(new Message.Yours()), Effect.LEAVE);
    assertThat(departure.isOver()).isTrue();
    assertThat(steps(LOST)).as("it does not go on any more").isEmpty();
  }

  static Stream<List<Input>> halfWay() {
    return Stream.of(
        List.of(ASKED, STILL), List.of(ASKED, STILL, READY), List.of(ASKED, STILL, READY, FROZEN));
  }

  @ParameterizedTest
  @MethodSource("halfWay")
  void itEndsTheOtherProcessBeforeItGoesOn(List<Input> before) {
    steps(before.toArray(Input[]::new));
    assertThat(steps(LOST)).containsExactly(new Effect.End(HEIR), Effect.GO_ON);
    assertThat(departure.isOver()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("halfWay")
  void aMessageOutOfTurnIsAFailure(List<Input> before) {
    steps(before.toArray(Input[]::new));
    assertThat(steps(ASKED)).containsExactly(new Effect.End(HEIR), Effect.GO_ON);
  }

  @Test
  void aHostThatCannotStandStillRefuses() {
    assertThat(steps(ASKED, new Input.StoodStill(Optional.of("an apply is running"))))
        .containsExactly(new Effect.Send(new Message.Refused("an apply is running")));
    assertThat(departure.isOver()).isTrue();
  }

  @Test
  void anotherVersionIsRefusedBeforeAnythingStops() {
    assertThat(steps(heard(new Message.Ask(Message.PROTOCOL + 1, HEIR, "image"))))
        .singleElement()
        .isInstanceOf(Effect.Send.class);
    assertThat(departure.isOver()).isTrue();
  }

  @Test
  void aConnectionThatSaysNothingChangesNothing() {
    assertThat(steps(LOST)).isEmpty();
    assertThat(departure.isOver()).isTrue();
  }

  /** A backup of the lowest skew waits for three intervals. */
  @Test
  void itGoesOnBeforeABackupTakesOver() {
    assertThat(Departure.patience(States.of(State.MASTER, Duration.ofMillis(100))))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(Departure.patience(States.of(State.MASTER, Duration.ofSeconds(10))))
        .isEqualTo(Departure.STARTING);
    assertThat(Departure.patience(States.of(State.BACKUP, Duration.ofMillis(100))))
        .isEqualTo(Departure.STARTING);
  }
}
