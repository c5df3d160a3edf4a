package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.Fleet.Confirmation;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.HostResult.HostOutcome;
import org.hactl.control.PendingSite.Errors;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.junit.jupiter.api.Test;

/** The end of a wait: the operator confirms, or rolls back. */
class PendingSiteTest extends TestSite {
  @Test
  void allHostsThatWaitAreConfirmed() throws Exception {
    waiting(Map.of());
    assertThat(kinds(confirm())).hasSize(4).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(site.values()).allMatch(SiteHost::endsNew);
    assertThat(confirm()).as("none waits any more").isEmpty();
  }

  @Test
  void oneHostThatIsLostTakesAllBack() throws Exception {
    waiting(Map.of("lvs2", Fault.RESTARTS_BEFORE_CONFIRM));
    List<HostResult> results = confirm();
    assertThat(kinds(results)).containsOnly(Standing.Kind.ROLLED_BACK);
    assertThat(Applier.worst(results)).isEqualTo(HostOutcome.ROLLED_BACK);
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void nothingIsConfirmedWhileAHostDoesNotAnswer() throws Exception {
    waiting(Map.of());
    host("web1").cut();
    assertThatThrownBy(this::confirm)
        .isInstanceOf(ControlException.class)
        .hasMessageStartingWith("web1: no answer");
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void allHostsThatWaitGoBackOnRequest() throws Exception {
    waiting(Map.of());
    try (PendingSite pending = pending()) {
      assertThat(kinds(pending.rollBack(List.copyOf(site.keySet()))))
          .hasSize(4)
          .containsOnly(Standing.Kind.ROLLED_BACK);
    }
    assertThat(site.values()).noneMatch(SiteHost::isWaiting);
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void whileHostsWaitTheSerialBeforeIsNotMeant() throws Exception {
    waiting(Map.of());
    assertThatThrownBy(() -> PendingSite.refuseWaiting(statuses()))
        .isInstanceOf(ControlException.class)
        .hasMessageStartingWith("lvs1, lvs2, web1, web2: waiting for a confirmation");
    assertThat(kinds(confirm())).containsOnly(Standing.Kind.CONFIRMED);
    PendingSite.refuseWaiting(statuses());
  }

  private List<Answer<HostStatus>> statuses() {
    return new AgentQueries(fleet(Undo.WHOLE_SITE)).status(List.copyOf(site.keySet()));
  }

  private void waiting(Map<String, Fault> faults) throws Exception {
    hosts(Map.of());
    confirmation = Confirmation.BY_THE_OPERATOR;
    run(Undo.WHOLE_SITE);
    confirmation = Confirmation.BY_THE_RUN;
    faults.forEach((host, fault) -> host(host).has(fault));
  }

  private List<HostResult> confirm() throws ControlException {
    try (PendingSite pending = pending()) {
      return pending.confirm(List.copyOf(site.keySet()), Asked.withoutSite(true), Errors.REFUSED);
    }
  }

  private PendingSite pending() {
    return new PendingSite(fleet(Undo.WHOLE_SITE), events::add, "ann@desk");
  }
}
