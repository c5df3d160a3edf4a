package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.api.ServiceView.PersistenceView;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.hold.SiteHolds;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldTextTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Word WORD = new Word(State.HELD, "ann@desk", "new kernel", NOW - 180_000, 5);
  private static final Hold WEB1 = new Drain("web1", "web", WORD);
  private static final Hold LVS1 = new Maintenance("lvs1", WORD);

  @Test
  void statusShowsWhoHoldsWhyAndSinceWhen() {
    assertThat(
            new StatusText(false, NOW, ZoneOffset.UTC)
                .of(List.of(new Answer<>("lvs1", lvs1(), null, false))))
        .isEqualTo(
            """
            lvs1  converged  generation 4, agent 0.1.0 up 2 h 0 min
              in maintenance by ann@desk for 3 min: new kernel
              vrrp VI_1  BACKUP  for 60 s  (operator, takes no role: in maintenance)  eth0 vrid 51 v2 priority 100
              service web 192.168.0.254:80/tcp rr dr
                web1  192.168.0.18:80  weight 0  healthy    active 3 inactive 1  drained by ann@desk for 3 min: new kernel; 200
            """);
  }

  @Test
  void listsWhatIsHeldAndWhere() {
    assertThat(
            HoldText.of(
                SiteHolds.of(Map.of("lvs1", lvs1())),
                List.of(new Answer<>("lvs1", lvs1(), null, false)),
                NOW))
        .isEqualTo(
            """
            HOLD                       WHO       SINCE  WHY         ON
            drain web1 of service web  ann@desk  3 min  new kernel  lvs1
            maintenance of lvs1        ann@desk  3 min  new kernel  lvs1
            """);
    assertThat(HoldText.of(SiteHolds.of(Map.of()), List.of(), NOW)).isEqualTo("Nothing is held.\n");
  }

  @Test
  void eventsAndPlansTellAHold() {
    Hold ended = LVS1.with(new Word(State.ENDED, "ben@lap", "", NOW, 6));
    assertThat(HoldText.said(WEB1)).isEqualTo("ann@desk drained web1 in service web: new kernel");
    assertThat(HoldText.said(ended)).isEqualTo("ben@lap ended the maintenance of lvs1");
    assertThat(HoldText.done(ended, List.of("lvs1", "lvs2")))
        .isEqualTo("lvs1 is no longer in maintenance; lvs1, lvs2 know it");
    assertThat(HoldText.done(WEB1, List.of("lvs1")))
        .isEqualTo("web1 is drained in service web on lvs1");
    assertThat(HoldText.done(WEB1, List.of()))
        .isEqualTo("no host has taken it over: drain web1 of service web");
    assertThat(HoldText.met(List.of(WEB1), List.of("not yet on lvs2: drain web1"), NOW))
        .isEqualTo(
            """
            HELD drain web1 of service web by ann@desk for 3 min: new kernel
            HELD not yet on lvs2: drain web1
            """);
  }

  @Test
  void theDrainOfAnApplySaysThatItEndsByItself() {
    ApplyDrain drain = new ApplyDrain("web1", 300_000, WORD);
    assertThat(HoldText.said(drain)).isEqualTo("ann@desk drained web1 for an apply: new kernel");
    assertThat(HoldText.said(drain.over()))
        .isEqualTo(
            "the drain of web1 for an apply by ann@desk ended: nothing was heard of that apply any"
                + " more");
    assertThat(HoldText.done(drain, List.of("lvs1", "lvs2")))
        .isEqualTo("web1 is drained for an apply on lvs1, lvs2");
    assertThat(HoldText.state(drain, NOW))
        .isEqualTo("drained for an apply by ann@desk for 3 min: new kernel");
    HostStatus status = HostStatus.builder("lvs1").holds(List.of(drain)).build();
    assertThat(HoldText.of(SiteHolds.of(Map.of("lvs1", status)), List.of(), NOW))
        .contains(
            "drain web1 for an apply  ann@desk  3 min  new kernel; ends 5 min after that apply is"
                + " gone  lvs1");
  }

  @Test
  void controlCharactersOfAHostDoNotReachTheTerminal() {
    Word hostile = new Word(State.HELD, "ann\u001b[2J", "why", NOW, 5);
    assertThat(HoldText.by(WEB1.with(hostile), NOW)).doesNotContain("\u001b");
  }

  @Test
  void saysWhatBecomesOfTheClientsOfAPersistentService() {
    assertThat(persistence(null)).isEmpty();
    assertThat(persistence(new PersistenceView(300_000, true)))
        .containsExactly(
            "service web on lvs1 is persistent: net.ipv4.vs.expire_quiescent_template is 1, so"
                + " known clients of web1 go elsewhere with their next connection");
    assertThat(persistence(new PersistenceView(300_000, false)))
        .singleElement()
        .asString()
        .contains("lvs1 sets net.ipv4.vs.expire_quiescent_template to 1 while web1 is drained");
  }

  private static List<String> persistence(@Nullable PersistenceView view) {
    HostStatus status = HostStatus.builder("lvs1").services(List.of(web(view))).build();
    return PersistenceText.of(DrainTarget.find("web1", null, Map.of("lvs1", status)).orElseThrow());
  }

  private static ServiceView web(@Nullable PersistenceView persistence) {
    RealServerView web1 =
        RealServerView.builder("web1", "192.168.0.18", 80)
            .weight(0)
            .health(Health.HEALTHY, 0, "200")
            .connections(3L, 1L)
            .build();
    return new ServiceView("web", "192.168.0.254:80/tcp", "rr", "dr", List.of(web1), persistence);
  }

  private static HostStatus lvs1() {
    return HostStatus.builder("lvs1")
        .agent("0.1.0", "d")
        .times(NOW, NOW - 7_200_000)
        .generation(4, "d", true, NOW)
        .convergence(Convergence.CONVERGED, List.of())
        .routers(
            List.of(
                RouterView.builder("VI_1", 51, 2, "eth0")
                    .state("BACKUP", "operator", NOW - 60_000)
                    .priority(100, 100)
                    .build()))
        .services(List.of(web(null)))
        .holds(List.of(WEB1, LVS1))
        .build();
  }
}
