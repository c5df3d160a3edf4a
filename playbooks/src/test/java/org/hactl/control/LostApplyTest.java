package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.api.Event;
import org.hactl.api.Event.GenerationChanged.Step;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.HostDialogue.ApplyOrder;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.plan.Wanted;
import org.hactl.host.HostState;
import org.hactl.ssh.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LostApplyTest {
  private static final HostState WANTED = HostState.empty("shop", "lvs1");
  private static final String OURS = FakeAgent.PROTOCOL.digest(WANTED);
  private static final ApplyOrder ORDER =
      new ApplyOrder(new Wanted.Compiled(WANTED), List.of(), false, null, null);

  private static final HostException LOST =
      new HostException(
          HostException.RecapColumn.UNREACHABLE,
          "while asked to apply: the connection to the agent ended",
          "none");

  /** What the agent answers on each connection; null for a host that cannot be reached. */
  private final Deque<Optional<HostStatus>> answers = new ArrayDeque<>();

  /** The changes of generation that the agent tells of, oldest first. */
  private final List<Event.GenerationChanged> changes = new ArrayList<>();

  @Test
  void whatConvergedMeanwhileWaitsForItsConfirmation() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGING, OURS, false)));
    answers.add(Optional.empty());
    answers.add(Optional.of(status(Convergence.CONVERGED, OURS, false)));
    Reply.Applied applied = lost().outcome(ORDER, LOST).orElseThrow();
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
      assertThat(dialogue.apply(ORDER).generation()).isEqualTo(7);
    }
  }

  @Test
  void aGenerationThatIsConfirmedAlreadyNeedsNoConfirmation() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGED, OURS, true)));
    assertThat(lost().outcome(ORDER, LOST).orElseThrow().needsConfirm()).isFalse();
  }

  @Test
  void anotherGenerationInForceIsAFailureOfThatHost() {
    answers.add(Optional.of(status(Convergence.CONVERGED, "another", true)));
    changes.add(change("another"));
    changes.add(change(OURS));
    HostException e = failure();
    assertThat(e.column()).isEqualTo(HostException.RecapColumn.FAILED);
    assertThat(e)
        .hasMessage(
            "while asked to apply: the connection to the agent ended; generation 7 is in force"
                + " there, which is not the one that was applied");
  }

  @Test
  void anAgentThatDidNotBeginDidNotGetTheRequest() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGED, "another", true)));
    changes.add(change(OURS));
    changes.add(change("another"));
    assertThat(lost().outcome(ORDER, LOST)).isEmpty();
  }

  @Test
  void aStateThatWasInForceAlreadyIsSentAgain() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGED, OURS, true)));
    ApplyOrder again = new ApplyOrder(new Wanted.Compiled(WANTED), List.of(), true, null, null);
    assertThat(lost().outcome(again, LOST)).isEmpty();
  }

  @Test
  void whatDidNotReachTheAgentIsSentAgain() throws Exception {
    answers.add(Optional.of(status(Convergence.CONVERGED, "another", true)));
    answers.add(Optional.of(status(Convergence.CONVERGED, "another", true)));
    changes.add(change("another"));
    try (HostDialogue dialogue = new HostDialogue(fleet(), _ -> {}, "lvs1")) {
      FakeAgent breaking = new FakeAgent("", _ -> List.of());
      dialogue.with(new AgentClient(breaking.openSocket("agent.sock"), FakeAgent.PROTOCOL));
      assertThat(dialogue.apply(ORDER).generation()).isEqualTo(8);
    }
    assertThat(answers).isEmpty();
  }

  @Test
  void anApplyIsConfirmedBesideAConnectionThatHangs() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    FakeAgent agent = new FakeAgent("", _ -> List.of(new Reply.Hello(1, "0.1.0", "d", 8, "d", 0)));
    AtomicBoolean first = new AtomicBoolean(true);
    Fleet fleet =
        fleet(
            target -> {
              if (first.getAndSet(false)) {
                await(hangs);
              }
              return agent;
            },
            Duration.ofMillis(20));
    try (HostDialogue dialogue = new HostDialogue(fleet, _ -> {}, "lvs1")) {
      dialogue.confirm(8);
    }
    assertThat(agent.asked).contains(new Request.Confirm(8));
  }

  @Test
  void aHostThatCannotBeReachedAnyMoreKeepsTheFirstReason() {
    for (int i = 0; i < 6; i++) {
      answers.add(Optional.empty());
    }
    assertThat(failure()).isSameAs(LOST);
    assertThat(answers).isEmpty();
  }

  private HostException failure() {
    return catchThrowableOfType(HostException.class, () -> lost().outcome(ORDER, LOST));
  }

  private LostApply lost() {
    return new LostApply(fleet(), "lvs1", 10, 3, Duration.ZERO);
  }

  private Fleet fleet() {
    return fleet(
        target -> {
          HostStatus status =
              answers
                  .remove()
                  .orElseThrow(() ->
                      new SshException(
                          SshException.Failure.REFUSED, "connection refused", "start sshd", null));
          return new FakeAgent("", request -> answer(request, status));
        },
        Duration.ofSeconds(60));
  }

  private static Fleet fleet(LinkOpener opener, Duration confirmWithin) {
    Path none = Path.of("/nonexistent");
    return new Fleet(
        Map.of("lvs1", new HostTarget("lvs1", Optional.empty(), false)),
        opener,
        new RuntimeImages(none, none, none),
        FakeAgent.PROTOCOL,
        1,
        confirmWithin);
  }

  private List<Reply> answer(Request request, HostStatus status) {
    return switch (request) {
      case Request.Events _ -> {
        List<Reply> replies = new ArrayList<>();
        changes.forEach(change -> replies.add(new Reply.Happened(change)));
        replies.add(new Reply.Pulse(0));
        yield replies;
      }
      case Request.Apply _ ->
          List.of(new Reply.Applied(8, true, 0, List.of(), List.of(), /* rolledBack= */ false));
      default -> List.of(new Reply.Status(status));
    };
  }

  private static Event.GenerationChanged change(String digest) {
    return new Event.GenerationChanged(0, 7, digest, Step.BEGUN, "");
  }

  private static void await(CountDownLatch latch) throws SshException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SshException(SshException.Failure.REFUSED, "interrupted", "none", null);
    }
  }

  private static HostStatus status(Convergence convergence, String digest, boolean confirmed) {
    return HostStatus.builder("lvs1")
        .agent("0.1.0", "d")
        .generation(7, digest, confirmed, 0)
        .convergence(convergence, List.of())
        .build();
  }
}
