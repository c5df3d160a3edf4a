package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.control.view.Finding.Kind;
import org.hactl.control.view.Finding.Severity;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldFindingsTest {
  private static final Hold HELD =
      new Drain("web1", null, new Word(State.HELD, "ann@desk", "", 5, 5));
  private static final Hold ENDED = HELD.with(new Word(State.ENDED, "ben@lap", "", 6, 6));

  @Test
  void directorsThatHoldTheSameAreNoFinding() {
    assertThat(find(List.of(HELD), List.of(HELD))).isEmpty();
    assertThat(find(List.of(ENDED), List.of())).isEmpty();
    assertThat(find(List.of(), null)).isEmpty();
  }

  @Test
  void aDirectorThatLacksADrainIsNamed() {
    assertThat(find(List.of(HELD), List.of()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.HOLDS_DIFFER);
          assertThat(finding.severity()).isEqualTo(Severity.WARNING);
          assertThat(finding.text()).isEqualTo("lvs2 does not have: drain web1 (by ann@desk)");
        });
  }

  @Test
  void aDirectorThatStillDrainsIsNamedToo() {
    assertThat(find(List.of(ENDED), List.of(HELD)))
        .extracting(Finding::text)
        .containsExactly("lvs2 still has: drain web1, which ben@lap ended");
  }

  @Test
  void anAgentThatIsTooOldIsNamedWithWhatItDoesNotRespect() {
    assertThat(find(List.of(HELD), null))
        .extracting(Finding::text)
        .containsExactly("lvs2 can hold nothing, so it does not respect: drain web1");
  }

  @Test
  void aServiceWhoseRealServersAreAllHeldOrUnhealthyIsDown() {
    HostAnswer held = director(server("web1", Health.HEALTHY), server("web2", Health.UNHEALTHY));
    assertThat(new DownFindings(List.of(held)).find())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.cause()).isEqualTo("web1: held and web2: timeout");
          assertThat(finding.next()).startsWith("end a hold");
        });
    HostAnswer one = director(server("web1", Health.HEALTHY), server("web2", Health.HEALTHY));
    assertThat(new DownFindings(List.of(one)).find()).isEmpty();
  }

  private static HostAnswer director(RealServerView... servers) {
    ServiceView web = new ServiceView("web", "192.0.2.254:80/tcp", "rr", "dr", List.of(servers));
    return HostAnswer.of(
        "lvs1", HostStatus.builder("lvs1").services(List.of(web)).holds(List.of(HELD)).build(), 0);
  }

  private static RealServerView server(String host, Health health) {
    return RealServerView.builder(host, "192.0.2.18", 80)
        .weight(0)
        .health(health, 0, "timeout")
        .connections(0L, 0L)
        .build();
  }

  private static List<Finding> find(List<Hold> lvs1, @Nullable List<Hold> lvs2) {
    return new HoldFindings(List.of(answer("lvs1", lvs1), answer("lvs2", lvs2))).find();
  }

  private static HostAnswer answer(String host, @Nullable List<Hold> holds) {
    ServiceView web = new ServiceView("web", "192.0.2.254:80/tcp", "rr", "dr", List.of());
    return HostAnswer.of(
        host, HostStatus.builder(host).services(List.of(web)).holds(holds).build(), 0);
  }
}
