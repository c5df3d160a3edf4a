package org.hactl.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.api.GenerationView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.control.VersionToApply.Older;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.plan.PlanReview;
import org.hactl.control.plan.Wanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rollback takes the path of an apply; the states stay on the hosts. */
class ApplierRollbackTest extends TestFleet {
  private static final SiteVersion BEFORE =
      new SiteVersion(
          "shop", 9, "b9", false, "ben@lap", 0, Map.of("lvs1", "L9", "web1", "W9"), List.of());
  private static final SiteVersion DRAFT =
      new SiteVersion(
          "shop",
          0,
          "a8",
          false,
          "ann@desk",
          0,
          Map.of("lvs1", "L8", "web1", "W8"),
          List.of(),
          new SiteVersion.Rollback("serial 8 (a8)", 9, "b9", BEFORE.membersDigest()));

  private final Map<String, Wanted> wanted = new LinkedHashMap<>();

  @BeforeEach
  void hosts() {
    wanted.put("lvs1", new Wanted.Earlier(new GenerationView(40, "L8", 0, 1, 0, 2, BEFORE)));
    wanted.put("web1", new Wanted.Earlier(new GenerationView(7, "W8", 0, 0, 0, 1, BEFORE)));
    for (String name : wanted.keySet()) {
      host(name, request -> answerOf(name, request));
    }
  }

  private List<Reply> answerOf(String name, Request request) {
    return switch (request) {
      case Request.PlanReturn _ ->
          List.of(new Reply.Plan(List.of(CHANGE), List.of(), false, BEFORE, null));
      case Request.Return _ -> {
        applied.add(name);
        yield List.of(new Reply.Applied(42, true, 6, List.of(CHANGE), List.of(), false));
      }
      default -> answer(name, request);
    };
  }

  @Test
  void theHostsAreLockedPlannedBroughtBackAndConfirmed() throws Exception {
    List<HostResult> results = rollback();
    assertThat(results).extracting(HostResult::outcome).containsOnly(HostOutcome.OK);
    assertThat(applied).as("the real server first").containsExactly("web1", "lvs1");
    assertThat(agent("lvs1").asked)
        .hasOnlyElementsOfTypes(
            Request.Hello.class,
            Request.Lock.class,
            Request.PlanReturn.class,
            Request.KeyOfSite.class,
            Request.Status.class,
            Request.Return.class,
            Request.Extend.class,
            Request.Confirm.class);
    assertThat(agent("lvs1").asked).contains(new Request.Confirm(42), new Request.PlanReturn(40));
  }

  @Test
  void theNextSerialSaysThatItIsARollback() throws Exception {
    rollback();
    SiteVersion given = returned("lvs1").version();
    assertThat(given).isEqualTo(DRAFT.with(10, List.of()));
    assertThat(returned("web1")).isEqualTo(new Request.Return(7, 60_000, given));
  }

  @Test
  void whatTheReviewRefusesChangesNoHost() {
    PlanReview no =
        hosts -> {
          assertThat(hosts).hasSize(2).allMatch(host -> host.changes().equals(List.of(CHANGE)));
          throw new PlanReview.Refused("no", "nothing was changed");
        };
    assertThatThrownBy(() -> applier(version()).reviewed(no).bring(wanted))
        .isInstanceOf(ControlException.class)
        .hasMessage("no");
    assertThat(applied).isEmpty();
  }

  @Test
  void aHostThatDoesNotKeepTheGenerationFailsAlone() throws Exception {
    host(
        "lvs1",
        request ->
            request instanceof Request.PlanReturn
                ? List.of(new Reply.Failed(Reply.Failed.NO_SUCH_GENERATION, "not kept"))
                : answerOf("lvs1", request));
    List<HostResult> results = rollback();
    assertThat(requireNonNull(results.getFirst().failure()).message()).contains("not kept");
    assertThat(applied).containsExactly("web1");
  }

  private Request.Return returned(String host) {
    return agent(host).asked.stream()
        .filter(Request.Return.class::isInstance)
        .map(Request.Return.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private List<HostResult> rollback() throws ControlException {
    return applier(version()).bring(wanted);
  }

  private static VersionToApply version() {
    return new VersionToApply(DRAFT, Optional.empty(), Set.of(), Older.FORCED);
  }
}
