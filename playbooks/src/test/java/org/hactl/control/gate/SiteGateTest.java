package org.hactl.control.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.gate.Stage.BETWEEN_WAVES;
import static org.hactl.control.gate.Stage.WHOLE_SITE;
import static org.hactl.control.gate.Stage.WITHOUT_A_DIRECTOR;
import static org.hactl.control.view.Answers.NOW;
import static org.hactl.control.view.Answers.OLD;
import static org.hactl.control.view.Answers.VIP;
import static org.hactl.control.view.Answers.host;
import static org.hactl.control.view.Answers.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.TrialView;
import org.hactl.api.SiteVersion;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.Answers;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Finding;
import org.hactl.control.view.HostAnswer;
import org.hactl.control.view.SiteView;
import org.hactl.host.HostState;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VrrpPolicy;
import org.junit.jupiter.api.Test;

class SiteGateTest {
  private static final String LVS1 = "192.168.0.14";
  private static final Asked ALL = Asked.withoutSite(true);
  private static final List<HostAnswer> WELL = answers(master(), backup());

  @Test
  void aSiteThatServesAsBeforePasses() {
    assertThat(gate().problems(WELL, WHOLE_SITE)).isEmpty();
    assertThat(gate().problems(WELL, BETWEEN_WAVES)).isEmpty();
  }

  @Test
  void aSecondMasterIsAProblem() {
    assertThat(texts(answers(master(), second())))
        .containsExactly("2 masters of VI_1: lvs1 and lvs2");
  }

  @Test
  void aSecondMasterOutsideTheInventoryIsAProblem() {
    OtherMasterView other = new OtherMasterView("192.168.0.16", 90, "password", "it differs", 0);
    Answers rejecting =
        host("lvs1")
            .router("MASTER", OLD, null, other, Map.of())
            .has(VIP, "eth0")
            .has(LVS1, "eth0");
    assertThat(texts(answers(rejecting, backup())))
        .containsExactly("2 masters of VI_1: lvs1 and 192.168.0.16; lvs1 says: it differs");
  }

  @Test
  void noMasterIsAProblemThatTimeMayMend() {
    GateProblem problem =
        only(
            gate().problems(answers(backup("lvs1", LVS1).has(LVS1, "eth0"), backup()), WHOLE_SITE));
    assertThat(problem.kind()).isEqualTo(Kind.MASTERS);
    assertThat(problem.subject()).isEqualTo("router VI_1");
    assertThat(problem.text())
        .isEqualTo(
            "VI_1 has no master: lvs1 is BACKUP (advert-timeout), lvs2 is BACKUP (advert-timeout)");
    assertThat(SiteGate.mayMend(List.of(problem))).isTrue();
  }

  @Test
  void aMasterOutsideTheInventoryThatTheOnlyDirectorHearsIsAMaster() {
    List<HostAnswer> mixed = answers(host("lvs2").router("BACKUP", OLD, "192.168.0.99"));
    assertThat(new SiteGate(mixed, ALL).problems(mixed, WHOLE_SITE)).isEmpty();
  }

  @Test
  void whatWasWrongBeforeIsNoProblemSoThatAnApplyCanRepairIt() {
    List<HostAnswer> two = answers(master(), second());
    List<HostAnswer> none = answers(host("lvs1").router("FAULT", OLD, null));
    assertThat(new SiteGate(two, ALL).problems(two, BETWEEN_WAVES)).isEmpty();
    assertThat(new SiteGate(none, ALL).problems(none, WHOLE_SITE)).isEmpty();
  }

  @Test
  void aNewRouterNeedsAMaster() {
    List<HostAnswer> nothing = answers(host("lvs1"));
    List<HostAnswer> starting = answers(host("lvs1").router("BACKUP", 100, null));
    assertThat(new SiteGate(nothing, ALL).problems(starting, WHOLE_SITE))
        .extracting(GateProblem::kind)
        .containsExactly(Kind.MASTERS);
    assertThat(new SiteGate(nothing, ALL).problems(answers(master()), WHOLE_SITE)).isEmpty();
  }

  @Test
  void aBackupMustHearTheMaster() {
    assertThat(texts(answers(master(), host("lvs2").router("BACKUP", OLD, null))))
        .containsExactly("lvs2 does not hear lvs1, the master of VI_1");
    assertThat(texts(answers(master(), host("lvs2").router("BACKUP", OLD, "192.168.0.77"))))
        .containsExactly(
            "lvs2 hears 192.168.0.77 as master of VI_1, and that is not lvs1, which is master");
  }

  @Test
  void aNewFaultIsAProblem() {
    assertThat(texts(answers(master(), host("lvs2").router("FAULT", OLD, null))))
        .containsExactly(
            "lvs2 has a fault of VI_1 (interface-down); before the apply it was BACKUP");
  }

  @Test
  void aRenamedOrRenumberedRouterIsStillTheSameRouter() {
    Answers renamed = backup("lvs2", LVS1, "outside", 51);
    Answers renumbered = backup("lvs2", LVS1, "VI_1", 52);
    assertThat(texts(answers(master(), renamed))).isEmpty();
    Answers renamedToo = host("lvs1").router("outside", 51, "BACKUP", OLD, null);
    assertThat(texts(answers(renamedToo.has(LVS1, "eth0"), renamed)))
        .containsExactly(
            "outside has no master: lvs1 is BACKUP (advert-timeout), lvs2 is BACKUP"
                + " (advert-timeout)");
    assertThat(texts(answers(master(), renumbered))).isEmpty();
  }

  @Test
  void directorsThatDoNotUnderstandEachOtherYetAreNotCounted() {
    List<HostAnswer> apart = answers(master(), second());
    SiteGate gate = new SiteGate(WELL, ALL, Set.of("VI_1"));
    assertThat(gate.problems(apart, BETWEEN_WAVES)).isEmpty();
    assertThat(gate.problems(apart, WHOLE_SITE)).hasSize(1);
  }

  @Test
  void aVipOnTwoDirectorsIsAProblem() {
    Answers second = host("lvs2").vip("10.0.0.9").router("BACKUP", OLD, LVS1).vip(VIP);
    List<HostAnswer> moved =
        answers(master(), second.router("other", 7, "MASTER", OLD, null).has(VIP, "eth0"));
    assertThat(texts(moved)).contains("192.168.0.254 is on lvs1 and lvs2 at the same time");
  }

  @Test
  void aMasterWithoutItsVipIsAProblem() {
    GateProblem problem =
        only(
            gate()
                .problems(
                    answers(host("lvs1").router("MASTER", OLD, null).has(LVS1, "eth0"), backup()),
                    WHOLE_SITE));
    assertThat(problem.kind()).isEqualTo(Kind.VIP);
    assertThat(problem.text())
        .startsWith("lvs1 is master of VI_1 but does not have 192.168.0.254: ");
  }

  @Test
  void fewerHealthyRealServersThanBeforeAreAProblem() {
    List<HostAnswer> two = serving(Health.HEALTHY, Health.HEALTHY);
    SiteGate gate = new SiteGate(two, ALL);
    List<GateProblem> problems =
        gate.problems(serving(Health.HEALTHY, Health.UNHEALTHY), WHOLE_SITE);
    assertThat(only(problems).text())
        .isEqualTo(
            "service web has 1 of 2 real servers healthy on lvs1, and it had 2 before the apply"
                + " (web2: connection refused)");
    assertThat(only(problems).host()).isEqualTo("lvs1");
    // A check that has not decided yet may still decide well.
    assertThat(SiteGate.mayMend(gate.problems(serving(Health.UNKNOWN, Health.HEALTHY), WHOLE_SITE)))
        .isTrue();
    // The site has one real server less.
    assertThat(gate.problems(serving(Health.HEALTHY), WHOLE_SITE)).isEmpty();
    // As many as before.
    assertThat(
            new SiteGate(serving(Health.HEALTHY, Health.UNHEALTHY), ALL)
                .problems(serving(Health.UNHEALTHY, Health.HEALTHY), WHOLE_SITE))
        .isEmpty();
  }

  @Test
  void aCheckOnTrialThatFindsAServerInServiceFailedIsAProblemForGood() {
    GateProblem problem = only(trial(Health.HEALTHY, Health.UNHEALTHY));
    assertThat(problem.kind()).isEqualTo(Kind.TRIAL);
    assertThat(problem.text())
        .isEqualTo(
            "the new check of service web finds web1 failed on lvs1: HTTP status 404, wanted 200;"
                + " it is in service by the check in force");
    assertThat(SiteGate.mayMend(List.of(problem))).isFalse();
    assertThat(trial(Health.UNHEALTHY, Health.UNHEALTHY)).isEmpty();
    assertThat(trial(Health.HEALTHY, Health.HEALTHY)).isEmpty();
  }

  @Test
  void aCheckOnTrialThatHasNotDecidedIsWaitedFor() {
    List<GateProblem> problems = trial(Health.UNCHECKED, Health.UNKNOWN);
    assertThat(only(problems).text())
        .isEqualTo("the new check of service web has not decided about web1 on lvs1 yet");
    assertThat(SiteGate.mayMend(problems)).isTrue();
  }

  private static List<GateProblem> trial(Health inForce, Health tried) {
    RealServerView server =
        RealServerView.builder("web1", "192.168.0.21", 80)
            .health(inForce, 0, "")
            .trial(new TrialView(tried, 0, "HTTP status 404, wanted 200"))
            .build();
    List<HostAnswer> now = answers(master().serving("web", server));
    return new SiteGate(now, ALL).problems(now, WHOLE_SITE);
  }

  @Test
  void aServiceNeedsItsQuorum() {
    HostState state =
        HostState.builder("shop", "lvs1")
            .vrrp(
                new VrrpPolicy(
                    List.of(),
                    List.of(new TrackerSpec.Service("enough", "web", 2)),
                    List.of(),
                    List.of(),
                    List.of(),
                    false))
            .build();
    Asked asked = new Asked(true, Map.of("lvs1", state));
    List<HostAnswer> one = serving(Health.HEALTHY, Health.UNHEALTHY);
    assertThat(only(new SiteGate(WELL, asked).problems(one, WHOLE_SITE)).text())
        .contains("web has 1 of 2 real servers healthy on lvs1, and its quorum is 2");
    assertThat(new SiteGate(one, asked).problems(one, WHOLE_SITE)).isEmpty();
  }

  @Test
  void aHostThatNoLongerAnswersIsAProblem() {
    List<HostAnswer> now = List.of(master().answer(), HostAnswer.silent("lvs2"));
    assertThat(texts(now)).containsExactly("lvs2 does not answer; before the apply it did");
    assertThat(new SiteGate(now, ALL).problems(now, WHOLE_SITE)).isEmpty();
  }

  @Test
  void aHostThatCannotReachItsStateIsAProblem() {
    HostStatus failed =
        HostStatus.builder("web1").convergence(Convergence.FAILED, List.of("no space")).build();
    List<HostAnswer> now =
        Stream.concat(WELL.stream(), Stream.of(HostAnswer.of("web1", failed, NOW))).toList();
    assertThat(texts(now)).containsExactly("web1 cannot reach its state: no space");
  }

  @Test
  void directorsDifferBetweenWavesButNotAtTheEnd() {
    List<HostAnswer> now =
        answers(master().serving("api", server("web1", Health.HEALTHY)), backup());
    assertThat(gate().problems(now, BETWEEN_WAVES)).isEmpty();
    assertThat(only(gate().problems(now, WHOLE_SITE)).text())
        .startsWith("lvs1 and lvs2, directors of VI_1, serve differently: lvs2 has no service api");
    assertThat(gate().problems(now, WITHOUT_A_DIRECTOR)).isEmpty();
  }

  @Test
  void aDirectorThatDoesNotHoldAllOfTheNewestSiteIsNoProblem() {
    SiteVersion before = version(9, "d");
    SiteGate gate = new SiteGate(answers(master().holding(before), backup().holding(before)), ALL);
    // lvs1 left out a real server that is not ready; lvs2 could not be planned.
    SiteVersion next = version(10, "with all real servers");
    List<HostAnswer> now = answers(master().holding(next), backup().holding(before));
    assertThat(SiteView.of(now, ALL).findings())
        .filteredOn(each -> each.kind() == Finding.Kind.OLDER_SITE)
        .hasSize(2);
    assertThat(gate.problems(now, WHOLE_SITE)).isEmpty();
  }

  private static SiteVersion version(long serial, String state) {
    return new SiteVersion(
        "shop", serial, "", false, "ann@desk", 0, Map.of("lvs1", state, "lvs2", state), List.of());
  }

  private static SiteGate gate() {
    return new SiteGate(WELL, ALL);
  }

  private static List<String> texts(List<HostAnswer> now) {
    return gate().problems(now, WHOLE_SITE).stream().map(GateProblem::text).toList();
  }

  private static GateProblem only(List<GateProblem> problems) {
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private static Answers master() {
    return Answers.master("lvs1").has(LVS1, "eth0");
  }

  private static Answers second() {
    return host("lvs2").router("MASTER", OLD, null).has(VIP, "eth0");
  }

  private static Answers backup() {
    return backup("lvs2", LVS1);
  }

  private static Answers backup(String name, String hears) {
    return host(name).router("BACKUP", OLD, hears);
  }

  private static Answers backup(String name, String hears, String router, int id) {
    return host(name).router(router, id, "BACKUP", OLD, hears);
  }

  private static List<HostAnswer> serving(Health... health) {
    RealServerView[] servers = new RealServerView[health.length];
    for (int i = 0; i < health.length; i++) {
      servers[i] = server("web" + (i + 1), health[i]);
    }
    return answers(master().serving("web", servers));
  }

  private static List<HostAnswer> answers(Answers... answers) {
    return Stream.of(answers).map(Answers::answer).toList();
  }
}
