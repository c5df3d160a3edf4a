package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hactl.api.ChangeView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.cli.text.RecapText;
import org.hactl.control.Fleet.Confirmation;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.hactl.site.model.RolloutPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All hosts of a run are confirmed, or all of them go back; whatever happens to whom. */
class SiteCommitTest extends TestSite {
  @Test
  void allHostsAreConfirmedAfterAllHaveConverged() throws Exception {
    hosts(Map.of());
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(results).extracting(HostResult::outcome).containsOnly(HostOutcome.OK);
    assertThat(kinds(results)).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(site.values()).allMatch(SiteHost::endsNew);
    List<String> asked =
        agent("web1").asked.stream().map(each -> each.getClass().getSimpleName()).toList();
    assertThat(asked).containsSubsequence("Apply", "Extend", "Confirm");
    assertThat(asked).as("one more connection: %s", asked).filteredOn("Hello"::equals).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"APPLY_FAILS", "RESTARTS_BEFORE_CONFIRM", "CUT_OFF_BY_APPLY"})
  void oneHostThatFailsTakesAllBack(Fault fault) throws Exception {
    hosts(Map.of("lvs2", fault));
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(results.get(2).outcome()).isEqualTo(HostOutcome.UNDONE);
    assertThat(Objects.requireNonNull(results.get(2).failure()).message()).isEqualTo("lvs2 failed");
    assertThat(Applier.worst(results)).isEqualTo(HostOutcome.ROLLED_BACK);
    nowMillis.addAndGet(CONFIRM_WITHIN.toMillis());
    assertThat(site.values()).noneMatch(SiteHost::isWaiting);
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void aRollbackIsConfirmedOnAllHosts() throws Exception {
    hosts(Map.of());
    List<HostResult> results = runBack(Undo.WHOLE_SITE);
    assertThat(kinds(results)).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(applied).endsWith("lvs2", "lvs1");
    assertThat(site.values()).allMatch(SiteHost::endsNew);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"APPLY_FAILS", "RESTARTS_BEFORE_CONFIRM", "CUT_OFF_BY_APPLY"})
  void aRollbackThatFailsOnOneHostIsTakenBackOnAll(Fault fault) throws Exception {
    hosts(Map.of("lvs2", fault));
    List<HostResult> results = runBack(Undo.WHOLE_SITE);
    assertThat(results.get(2).outcome()).isEqualTo(HostOutcome.UNDONE);
    nowMillis.addAndGet(CONFIRM_WITHIN.toMillis());
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void aMasterWhosePriorityFallsBelowItsBackupHandsOverFirst() throws Exception {
    hosts(Map.of());
    host("lvs1").plans(priority("150", "90"));
    assertThat(kinds(run(Undo.WHOLE_SITE))).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(applied).endsWith("lvs2", "hand-over of lvs1", "lvs1");
    assertThat(host("lvs2").isMaster()).isTrue();
  }

  @Test
  void aMasterThatStaysBeforeItsBackupKeepsItsRole() throws Exception {
    hosts(Map.of());
    host("lvs1").plans(priority("150", "120"));
    run(Undo.WHOLE_SITE);
    assertThat(applied).endsWith("lvs2", "lvs1");
    assertThat(host("lvs1").isMaster()).isTrue();
  }

  private static ChangeView priority(String from, String to) {
    return new ChangeView(
        new ResourceId("vrrp", "VI_1"),
        Action.UPDATE,
        List.of(new FieldChange("priority", from, to)));
  }

  @Test
  void aVipThatAnsweredBeforeMustStillAnswer() throws Exception {
    asked = Asked.withoutSite(true);
    hosts(Map.of());
    assertThat(kinds(run(Undo.WHOLE_SITE))).containsOnly(Standing.Kind.CONFIRMED);
    hosts(Map.of("lvs2", Fault.REACHES_NO_VIP));
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
    assertThat(Objects.requireNonNull(results.getFirst().failure()).message())
        .contains("192.0.2.9 of VI_1 does not answer lvs2, although lvs1 is its master");
  }

  @Test
  void whatShowsInThePauseStopsTheNextWave() throws Exception {
    asked = Asked.withoutSite(true);
    policy =
        new RolloutPolicy(
            RolloutPolicy.DEFAULT.batch(), Duration.ofSeconds(30), 1, false, Duration.ZERO);
    hosts(Map.of());
    SiteHost web1 = host("web1");
    long fails = nowMillis.get() + policy.pause().toMillis();
    host(
        "web1",
        request ->
            request instanceof Request.Status && nowMillis.get() >= fails
                ? List.of(new Reply.Failed("busy", "not now"))
                : web1.answer(request));
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(applied).doesNotContain("lvs1", "lvs2");
    assertThat(Objects.requireNonNull(results.getFirst().failure()).message())
        .isEqualTo("web1 does not answer; before the apply it did");
  }

  @Test
  void theChecksHaveTimeToNoticeWhatARestartDid() throws Exception {
    asked = Asked.withoutSite(true);
    services =
        List.of(
            VirtualServiceSpec.builder("web", "192.0.2.9", 80)
                .virtualRouter("VI_1")
                .realServers(List.of(new RealServerSpec("web1", "192.0.2.18", 80, 1)))
                .check(new CheckSpec.Tcp(null, new CheckSpec.Timing(2_000, 3_000, 2, 3)))
                .build());
    hosts(Map.of());
    SiteHost web1 = host("web1");
    // The third try of 3 s decides.
    long noticed = nowMillis.get() + 9_000;
    ChangeView restart = new ChangeView(new ResourceId("service", "nginx"), Action.RUN, List.of());
    host(
        "web1",
        request ->
            switch (request) {
              case Request.Plan _ -> List.of(new Reply.Plan(List.of(restart), List.of(), false));
              case Request.Status _ when nowMillis.get() >= noticed ->
                  List.of(new Reply.Failed("busy", "not now"));
              default -> web1.answer(request);
            });
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(applied).doesNotContain("lvs1", "lvs2");
    assertThat(results).noneMatch(result -> result.outcome() == HostOutcome.OK);
  }

  @Test
  void theGateWaitsNoLongerForAHostThatAnswersLate() throws Exception {
    asked = Asked.withoutSite(true);
    hosts(Map.of());
    SiteHost lvs2 = host("lvs2");
    AtomicInteger looks = new AtomicInteger();
    host(
        "lvs2",
        request -> {
          boolean changed = asked("lvs2").anyMatch(Request.Apply.class::isInstance);
          if (request instanceof Request.Status && changed) {
            looks.incrementAndGet();
            nowMillis.addAndGet(Duration.ofMinutes(1).toMillis());
            return List.of(new Reply.Failed("busy", "not now"));
          }
          return lvs2.answer(request);
        });
    assertThat(run(Undo.WHOLE_SITE).getFirst().outcome()).isEqualTo(HostOutcome.NOT_STARTED);
    // The gate and the view at the end, each over two connections.
    assertThat(looks).hasValue(4);
  }

  private Stream<Request> asked(String name) {
    return List.copyOf(agent(name).asked).stream();
  }

  @Test
  void hostsGoBackInTheReverseOrder() throws Exception {
    hosts(Map.of("lvs1", Fault.APPLY_FAILS));
    List<String> back = new ArrayList<>();
    rolledBack = back::add;
    run(Undo.WHOLE_SITE);
    assertThat(back).startsWith("lvs2").containsExactlyInAnyOrder("lvs2", "web1", "web2");
  }

  @Test
  void theMasterConvergesAfterItsBackup() throws Exception {
    hosts(Map.of());
    run(Undo.WHOLE_SITE);
    assertThat(applied).endsWith("lvs2", "lvs1");
    assertThat(events)
        .contains(
            new HostEvent.RolloutPlanned(
                List.of(List.of("web1", "web2"), List.of("lvs2"), List.of("lvs1")),
                List.of(),
                List.of()),
            new HostEvent.WaveBegun(3, 3, List.of("lvs1")));
  }

  @Test
  void aHostThatFailsKeepsTheOthersFromStarting() throws Exception {
    hosts(Map.of("web2", Fault.APPLY_FAILS));
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(
            HostOutcome.NOT_STARTED,
            HostOutcome.NOT_STARTED,
            HostOutcome.UNDONE,
            HostOutcome.ROLLED_BACK);
    assertThat(applied).doesNotContain("lvs1", "lvs2");
  }

  @Test
  void hostsThatDidWellAreKeptWhereTheOperatorAsksForIt() throws Exception {
    hosts(Map.of("web2", Fault.APPLY_FAILS));
    List<HostResult> results = run(Undo.FAILED_HOSTS);
    assertThat(kinds(results))
        .containsExactly(
            Standing.Kind.NEVER_STARTED,
            Standing.Kind.NEVER_STARTED,
            Standing.Kind.CONFIRMED,
            Standing.Kind.ROLLED_BACK);
    assertThat(host("web1").endsNew()).isTrue();
  }

  @Test
  void hostsWaitForTheOperatorWhereHeConfirms() throws Exception {
    confirmation = Confirmation.BY_THE_OPERATOR;
    hosts(Map.of());
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(results).extracting(HostResult::outcome).containsOnly(HostOutcome.OK);
    assertThat(results)
        .extracting(HostResult::standing)
        .containsOnly(
            new Standing(Standing.Kind.WAITS, nowMillis.get() + CONFIRM_WITHIN.toMillis()));
    assertThat(site.values()).allMatch(SiteHost::isWaiting);
    nowMillis.addAndGet(CONFIRM_WITHIN.toMillis());
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void anInterruptionTellsWhereEachHostStands() throws Exception {
    hosts(Map.of());
    Map<String, Standing> told = new LinkedHashMap<>();
    applying =
        (host, applier) -> {
          if (host.equals("lvs2")) {
            told.putAll(applier.interrupt(Duration.ofSeconds(5)).standings());
          }
        };
    List<HostResult> results = run(Undo.WHOLE_SITE);
    Standing waits =
        new Standing(Standing.Kind.GOES_BACK, nowMillis.get() + CONFIRM_WITHIN.toMillis());
    assertThat(told)
        .containsExactly(
            Map.entry("lvs1", Standing.of(Standing.Kind.NEVER_STARTED)),
            Map.entry("lvs2", Standing.of(Standing.Kind.GOES_BACK)),
            Map.entry("web1", waits),
            Map.entry("web2", waits));
    assertThat(kinds(results)).as("%s", results).contains(Standing.Kind.NEVER_STARTED);
    assertThat(site.values()).noneMatch(SiteHost::isWaiting);
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void aHostThatItsChangeCutsOffIsToldWithWhatToLookAt() throws Exception {
    hosts(Map.of("lvs2", Fault.CUT_OFF_BY_APPLY));
    assertThat(new RecapText(false, ZoneOffset.UTC).failures(run(Undo.WHOLE_SITE)))
        .isEqualTo(
            """
            UNREACHABLE lvs2: while asked to apply: the connection to the agent ended, and this host cannot be reached since
                next: it goes back by itself within 60 s; look at what the change does to the way to it (addresses, routes, rules, firewall), then apply again
            ROLLED BACK web1, web2: because lvs2 failed
                next: correct that on lvs2 or in the site, then apply again
            NEVER STARTED lvs1: because lvs2 failed
                next: correct that on lvs2 or in the site, then apply again
            """);
  }

  @Test
  void aHostThatWentBackBeforeTheOthersIsNotSaidToGoBackLater() throws Exception {
    hosts(Map.of("web1", Fault.RESTARTS_BEFORE_CONFIRM));
    assertThat(new RecapText(false, ZoneOffset.UTC).failures(run(Undo.WHOLE_SITE)))
        .isEqualTo(
            """
            ROLLED BACK web1: generation 4 does not wait any more: this host went back before the site was confirmed
                next: `hactl history web1` says why; then apply again
            ROLLED BACK lvs1, lvs2, web2: because web1 failed
                next: correct that on web1 or in the site, then apply again
            """);
  }
}
