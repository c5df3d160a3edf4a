package org.hactl.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentRemoval.Stays;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.plan.HostPlan;
import org.junit.jupiter.api.Test;

/** How hactl leaves a host. */
class AgentRemovalTest extends TestFleet {
  private final AtomicInteger applies = new AtomicInteger();
  private List<ChangeView> left = List.of();

  private List<Reply> web1(Request request) {
    return switch (request) {
      case Request.Status _ -> List.of(new Reply.Status(HostStatus.builder("web1").build()));
      case Request.Plan _ ->
          List.of(new Reply.Plan(applies.get() == 0 ? List.of(CHANGE) : left, List.of(), false));
      case Request.Apply _ -> {
        applies.incrementAndGet();
        yield answer("web1", request);
      }
      default -> answer("web1", request);
    };
  }

  private HostResult remove(Stays stays) {
    host("web1", this::web1);
    return new AgentRemoval(fleet(), events::add, "ann@desk").remove("web1", stays);
  }

  private boolean wereFilesRemoved() {
    return agent("web1").commands.stream().anyMatch(command -> command.contains("rm -rf /opt"));
  }

  @Test
  void takesOffWhatTheAgentPutThereProvesItAndRemovesTheAgent() {
    HostResult result = remove(Stays.NOTHING);
    assertThat(result.outcome()).isEqualTo(HostOutcome.OK);
    assertThat(result.changes()).containsExactly(CHANGE);
    List<Request> asked = agent("web1").asked;
    assertThat(asked)
        .anyMatch(Request.Lock.class::isInstance)
        .anyMatch(Request.Confirm.class::isInstance);
    assertThat(asked)
        .filteredOn(Request.Apply.class::isInstance)
        .singleElement()
        .satisfies(
            apply -> assertThat(HostPlan.wantsNothing(((Request.Apply) apply).state())).isTrue());
    assertThat(asked.getLast()).as("the proof").isInstanceOf(Request.Plan.class);
    assertThat(wereFilesRemoved()).isTrue();
  }

  @Test
  void keepsTheAgentWhereSomethingIsLeft() {
    left = List.of(CHANGE);
    HostResult result = remove(Stays.NOTHING);
    assertThat(requireNonNull(result.failure()).message())
        .contains("still there", CHANGE.id().toString());
    assertThat(wereFilesRemoved()).isFalse();
  }

  @Test
  void aReleaseChangesNoResource() {
    HostResult result = remove(Stays.RESOURCES);
    assertThat(result.outcome()).isEqualTo(HostOutcome.OK);
    assertThat(applies).hasValue(0);
    assertThat(wereFilesRemoved()).isTrue();
  }

  @Test
  void aReleaseLeavesAHostAloneThatAnotherRunHasLocked() {
    host(
        "web1",
        request ->
            request instanceof Request.Lock
                ? List.of(new Reply.Failed(Reply.Failed.LOCKED, "ben@lap has locked this host"))
                : web1(request));
    HostResult result =
        new AgentRemoval(fleet(), events::add, "ann@desk").remove("web1", Stays.RESOURCES);
    assertThat(requireNonNull(result.failure()).message())
        .isEqualTo("ben@lap has locked this host");
    assertThat(wereFilesRemoved()).isFalse();
    host("web1", request -> List.of());
    HostResult broken =
        new AgentRemoval(fleet(), events::add, "ann@desk").remove("web1", Stays.RESOURCES);
    assertThat(broken.outcome()).as("its agent does not answer").isEqualTo(HostOutcome.OK);
  }

  @Test
  void namesFilesThatCannotBeRemoved() {
    host("web1", this::web1);
    agent("web1").exits.put("rm -rf /opt", 40);
    HostResult result =
        new AgentRemoval(fleet(), events::add, "ann@desk").remove("web1", Stays.RESOURCES);
    assertThat(result.outcome()).isEqualTo(HostOutcome.FAILED);
  }

  @Test
  void aPreviewChangesNothing() {
    host("web1", this::web1);
    HostResult result =
        new AgentRemoval(fleet(), events::add, "ann@desk").preview("web1", Stays.NOTHING);
    assertThat(result.changes()).containsExactly(CHANGE);
    assertThat(applies).hasValue(0);
    assertThat(wereFilesRemoved()).isFalse();
  }

  @Test
  void aHostWithoutHactlHasNothingToRemove() {
    hosts.put("web1", new FakeAgent(FakeAgent.probeText(""), this::web1));
    HostResult result =
        new AgentRemoval(fleet(), events::add, "ann@desk").remove("web1", Stays.NOTHING);
    assertThat(result.outcome()).isEqualTo(HostOutcome.OK);
    assertThat(result.pending()).isFalse();
    assertThat(wereFilesRemoved()).isFalse();
  }

  @Test
  void anAgentThatDoesNotRunCanOnlyBeReleased() {
    hosts.put(
        "web1", new FakeAgent(FakeAgent.probeText(digest).replace("socket=yes\n", ""), this::web1));
    AgentRemoval removal = new AgentRemoval(fleet(), events::add, "ann@desk");
    assertThat(requireNonNull(removal.remove("web1", Stays.NOTHING).failure()).nextStep())
        .contains("--release");
    assertThat(removal.remove("web1", Stays.RESOURCES).outcome()).isEqualTo(HostOutcome.OK);
  }
}
