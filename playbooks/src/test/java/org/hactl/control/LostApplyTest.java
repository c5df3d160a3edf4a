package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.Reply;
import org.hactl.control.image.RuntimeImages;
import org.hactl.host.HostState;
import org.hactl.ssh.SshException;
import org.junit.jupiter.api.Test;

class LostApplyTest {
  private static final HostState WANTED = HostState.empty("shop", "lvs1");
  private static final String OURS = FakeAgent.PROTOCOL.digest(WANTED);
  private static final HostException LOST =
      new HostException(
          HostException.RecapColumn.UNREACHABLE,
          "while asked to apply: the connection to the agent ended",
          "none");

  /** What the agent answers on each connection; null for a host that cannot be reached. */
  private final Deque<Optional<HostStatus>> answers = new ArrayDeque<>();

  @Test
  void whatConvergedMeanwhileWaitsForItsConfirmation() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGING, OURS, false)));
    answers.add(Optional.empty());
    answers.add(Optional.of(status(Convergence.CONVERGED, OURS, false)));
    Reply.Applied applied = lost().outcome(WANTED, List.of(), LOST);
    assertThat(applied.generation()).isEqualTo(7);
    assertThat(applied.needsConfirm()).isTrue();
    assertThat(applied.errors()).isEmpty();
    assertThat(answers).isEmpty();
  }

  @Test
  void anApplyWhoseConnectionEndsComesBackAndGetsTheAnswer() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGED, OURS, false)));
    try (HostDialogue dialogue = new HostDialogue(fleet(), _ -> {}, "lvs1")) {
      FakeAgent breaking = new FakeAgent("", _ -> List.of());
      dialogue.with(new AgentClient(breaking.openSocket("agent.sock"), FakeAgent.PROTOCOL));
      assertThat(dialogue.apply(WANTED, List.of(), null).generation()).isEqualTo(7);
    }
  }

  @Test
  void aGenerationThatIsConfirmedAlreadyNeedsNoConfirmation() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGED, OURS, true)));
    assertThat(lost().outcome(WANTED, List.of(), LOST).needsConfirm()).isFalse();
  }

  @Test
  void anotherGenerationInForceIsAFailureOfThatHost() {
    answers.add(Optional.of(status(Convergence.CONVERGED, "another", true)));
    HostException e = failure();
    assertThat(e.column()).isEqualTo(HostException.RecapColumn.FAILED);
    assertThat(e)
        .hasMessage(
            "while asked to apply: the connection to the agent ended; generation 7 is in force"
                + " there, which is not the one that was applied");
  }

  @Test
  void aHostThatCannotBeReachedAnyMoreKeepsTheFirstReason() {
    for (int i = 0; i < 3; i++) {
      answers.add(Optional.empty());
    }
    assertThat(failure()).isSameAs(LOST);
    assertThat(answers).isEmpty();
  }

  private HostException failure() {
    return catchThrowableOfType(HostException.class, () -> lost().outcome(WANTED, List.of(), LOST));
  }

  private LostApply lost() {
    return new LostApply(fleet(), "lvs1", 10, 3, Duration.ZERO);
  }

  private Fleet fleet() {
    LinkOpener opener =
        target -> {
          HostStatus status =
              answers
                  .remove()
                  .orElseThrow(() ->
                      new SshException(
                          SshException.Failure.REFUSED, "connection refused", "start sshd", null));
          return new FakeAgent("", _ -> List.of(new Reply.Status(status)));
        };
    Path none = Path.of("/nonexistent");
    return new Fleet(
        Map.of("lvs1", new HostTarget("lvs1", Optional.empty(), false)),
        opener,
        new RuntimeImages(none, none, none),
        FakeAgent.PROTOCOL,
        1,
        Duration.ofSeconds(60));
  }

  private static HostStatus status(Convergence convergence, String digest, boolean confirmed) {
    return HostStatus.builder("lvs1")
        .agent("0.1.0", "d")
        .generation(7, digest, confirmed, 0)
        .convergence(convergence, List.of())
        .build();
  }
}
