package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Standing;
import org.junit.jupiter.api.Test;

/** What an apply and a plan answer for each host, and how failures are told. */
class ApplierTest extends TestFleet {
  @Test
  void appliesRealServersBeforeDirectorsAndConfirmsOverANewConnection() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> answer("web1", request));
    List<HostResult> results = applier().apply(states());
    assertThat(applied).containsExactly("web1", "lvs1");
    assertThat(results).extracting(HostResult::outcome).containsOnly(HostOutcome.OK);
    assertThat(results).extracting(HostResult::changed).containsExactly(1, 1);
    assertThat(agent("web1").asked).last().isEqualTo(new Request.Confirm(4));
    assertThat(agent("web1").commands).hasSize(1);
  }

  @Test
  void aPlanAsksNothingThatChanges() {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> answer("web1", request));
    List<HostResult> results = applier().plan(states());
    assertThat(applied).isEmpty();
    assertThat(agent("web1").asked).noneMatch(r -> r instanceof Request.Apply);
    assertThat(agent("web1").commands).as("only the look at the host").hasSize(1);
    assertThat(results).allMatch(HostResult::pending);
  }

  @Test
  void aHostThatIsUnreachableStopsNoOther() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    List<HostResult> results = applier().apply(states());
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.OK, HostOutcome.UNREACHABLE);
    assertThat(Applier.worst(results)).isEqualTo(HostOutcome.UNREACHABLE);
    assertThat(results.get(1).failure())
        .isEqualTo(new HostFailure("ssh root@web1:22: connection refused", "start sshd"));
  }

  @Test
  void aRunThatEndedBeforeTheTurnOfAHostIsNotDone() {
    HostResult done =
        new HostResult("web1", HostOutcome.OK, 6, List.of(), List.of(CHANGE), 3, null);
    HostFailure why = new HostFailure("VI_1 has no master", "correct that");
    HostResult stopped =
        new HostResult("lvs1", HostOutcome.NOT_STARTED, 0, List.of(), List.of(), 0, why);
    assertThat(Applier.worst(List.of(done))).isEqualTo(HostOutcome.OK);
    assertThat(Applier.worst(List.of(stopped, done))).isEqualTo(HostOutcome.ROLLED_BACK);
  }

  @Test
  void aRunThatCutsAHostOffGoesBack() {
    HostFailure why = new HostFailure("ssh root@lvs2:22: no answer", "look at it");
    HostResult off =
        new HostResult("lvs2", HostOutcome.UNREACHABLE, 0, List.of(), List.of(), 0, why);
    HostResult cutOff = off.at(Standing.of(Standing.Kind.GOES_BACK));
    HostResult stopped =
        new HostResult("lvs1", HostOutcome.NOT_STARTED, 0, List.of(), List.of(), 0, why);
    HostResult confirmed =
        new HostResult("web1", HostOutcome.OK, 6, List.of(), List.of(CHANGE), 3, null);
    assertThat(Applier.worst(List.of(cutOff, stopped))).isEqualTo(HostOutcome.ROLLED_BACK);
    assertThat(Applier.worst(List.of(cutOff))).isEqualTo(HostOutcome.ROLLED_BACK);
    assertThat(Applier.worst(List.of(cutOff, confirmed))).isEqualTo(HostOutcome.UNREACHABLE);
    assertThat(Applier.worst(List.of(off, confirmed))).isEqualTo(HostOutcome.UNREACHABLE);
  }

  @Test
  void anUnexpectedErrorOnOneHostStopsNoOther() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    broken.add("web1");
    List<HostResult> results = applier().apply(states());
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.OK, HostOutcome.FAILED);
    assertThat(results.get(1).failure())
        .extracting(HostFailure::message)
        .isEqualTo("internal error: java.lang.IllegalArgumentException: no such thing");
    assertThat(applied).containsExactly("lvs1");
  }

  @Test
  void problemsFoundByThePlanStopBeforeAnyChange() throws Exception {
    host(
        "lvs1",
        request ->
            request instanceof Request.Plan
                ? List.of(
                    new Reply.Plan(List.of(), List.of("interface eth9 does not exist"), false))
                : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.FAILED);
    assertThat(results.getFirst().failure())
        .extracting(HostFailure::message)
        .isEqualTo("interface eth9 does not exist");
    assertThat(applied).isEmpty();
  }

  @Test
  void whatTheAgentTookBackIsRolledBack() throws Exception {
    host(
        "lvs1",
        request ->
            request instanceof Request.Apply
                ? List.of(new Reply.Applied(3, false, 0, List.of(), List.of("no IPVS"), true))
                : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.ROLLED_BACK);
    assertThat(results.getFirst().failed()).isTrue();
  }

  @Test
  void whatWasChangedBeforeAFailureIsCountedUnlessItWasTakenBack() throws Exception {
    for (boolean rolledBack : List.of(false, true)) {
      host(
          "lvs1",
          request ->
              request instanceof Request.Apply
                  ? List.of(
                      new Reply.Applied(
                          3, false, 0, List.of(CHANGE), List.of("no IPVS"), rolledBack))
                  : answer("lvs1", request));
      HostResult result = applier().apply(Map.of("lvs1", director("lvs1"))).getFirst();
      assertThat(result.failed()).isTrue();
      assertThat(result.changed()).isEqualTo(rolledBack ? 0 : 1);
    }
  }

  @Test
  void aConnectionThatBreaksInAnApplyIsSaidAsSuch() throws Exception {
    host("lvs1", request -> request instanceof Request.Apply ? List.of() : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.UNREACHABLE);
    assertThat(results.getFirst().failure())
        .extracting(HostFailure::nextStep)
        .asString()
        .contains("apply again");
  }

  @Test
  void nothingIsAppliedWhereTheGenerationIsTheSame() throws Exception {
    host(
        "lvs1",
        request ->
            request instanceof Request.Plan
                ? List.of(new Reply.Plan(List.of(), List.of(), true))
                : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(applied).isEmpty();
    assertThat(results.getFirst().changed()).isZero();
    assertThat(results.getFirst().pending()).isFalse();
  }
}
