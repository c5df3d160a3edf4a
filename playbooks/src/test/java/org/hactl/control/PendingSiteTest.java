package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.Fleet.Confirmation;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.PendingSite.Errors;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.junit.jupiter.api.Test;

/** The end of a wait: the operator confirms, or rolls back. */
class PendingSiteTest extends TestSite {
  private Fleet.LockPolicy locks = new Fleet.LockPolicy(Duration.ZERO, false);

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
  void withForceWhatAnswersIsConfirmedAndTheSilentHostIsNamed() throws Exception {
    waiting(Map.of());
    host("web1").cut();
    List<HostResult> results = confirm(Errors.ACCEPTED);
    assertThat(results)
        .extracting(HostResult::host)
        .containsExactly("lvs1", "lvs2", "web2", "web1");
    assertThat(kinds(results))
        .containsExactly(
            Standing.Kind.CONFIRMED,
            Standing.Kind.CONFIRMED,
            Standing.Kind.CONFIRMED,
            Standing.Kind.UNKNOWN);
    assertThat(Applier.worst(results)).isEqualTo(HostOutcome.UNREACHABLE);
    assertThat(host("lvs1").endsNew()).isTrue();
  }

  @Test
  void aRefusalNamesTheHostsThatForceWouldConfirm() throws Exception {
    waiting(Map.of());
    host("web1").cut();
    ControlException refused = catchThrowableOfType(ControlException.class, this::confirm);
    assertThat(refused.nextStep())
        .startsWith("if web1 was down or left out already when the site was applied:")
        .contains("hactl confirm --force confirms lvs1, lvs2, web2");
  }

  /** The run that applied it ended while it told the hosts that the site stays. */
  @Test
  void aVersionThatIsConfirmedOnAPartOfTheHostsIsConfirmedOnTheOthers() throws Exception {
    waiting(Map.of());
    SiteVersion version = new SiteVersion("shop", 9, "", false, "ann@desk", 0, Map.of(), List.of());
    site.values().forEach(each -> each.holds(version));
    host("web1").answer(new Request.Confirm(SiteHost.NEW));
    assertThat(kinds(confirm())).hasSize(3).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(events.toString())
        .contains(
            "serial 9 (by ann@desk) is confirmed on web1, and still waits on lvs1, lvs2 and web2");
    assertThat(site.values()).allMatch(SiteHost::endsNew);
  }

  @Test
  void aDirectorThatLeftAServerOutIsRefusedWithTheReasonAndConfirmedWithForce() throws Exception {
    waiting(Map.of());
    Map<String, String> members = Map.of("lvs1", "with web3", "lvs2", "with web3");
    for (String name : List.of("lvs1", "lvs2")) {
      host(name).holds(new SiteVersion("shop", 9, "", false, "ann@desk", 0, members, List.of()));
    }
    ControlException refused = catchThrowableOfType(ControlException.class, this::confirm);
    assertThat(refused)
        .hasMessageContaining("lvs1 holds another state than serial 9 (by ann@desk) has for it")
        .hasMessageContaining("a real server was left out because it was not ready");
    assertThat(refused.nextStep())
        .startsWith("if the apply said that it left out or lost a host, that is why:")
        .contains("hactl confirm --force", "hactl rollback --pending");
    assertThat(kinds(confirm(Errors.ACCEPTED))).containsOnly(Standing.Kind.CONFIRMED);
  }

  @Test
  void anInterruptionBeforeTheEndLeavesTheHostsWaiting() throws Exception {
    waiting(Map.of());
    List<Interrupted> told = new ArrayList<>();
    SiteHost web2 = host("web2");
    try (PendingSite pending = pending()) {
      host(
          "web2",
          request -> {
            if (request instanceof Request.Extend && told.isEmpty()) {
              told.add(interrupted(pending));
            }
            return web2.answer(request);
          });
      List<HostResult> results =
          pending.confirm(List.copyOf(site.keySet()), Asked.withoutSite(true), Errors.REFUSED);
      assertThat(kinds(results)).containsOnly(Standing.Kind.WAITS);
    }
    assertThat(told.getFirst().standings().values())
        .hasSize(4)
        .extracting(Standing::kind)
        .containsOnly(Standing.Kind.WAITS);
    assertThat(site.values()).allMatch(SiteHost::isWaiting);
  }

  @Test
  void anInterruptionAfterTheBeginningTellsWhatWasConfirmed() throws Exception {
    waiting(Map.of());
    List<Interrupted> told = new ArrayList<>();
    SiteHost web2 = host("web2");
    try (PendingSite pending = pending()) {
      host(
          "web2",
          request -> {
            if (request instanceof Request.Confirm && told.isEmpty()) {
              told.add(interrupted(pending));
            }
            return web2.answer(request);
          });
      var _ = pending.confirm(List.copyOf(site.keySet()), Asked.withoutSite(true), Errors.REFUSED);
    }
    assertThat(told.getFirst().standings().get("web2"))
        .isEqualTo(
            new Standing(Standing.Kind.KEEPS, nowMillis.get() + CONFIRM_WITHIN.toMillis() / 2));
    assertThat(told.getFirst().standings().get("lvs1"))
        .isEqualTo(Standing.of(Standing.Kind.CONFIRMED));
  }

  private static Interrupted interrupted(PendingSite pending) {
    try {
      return pending.interrupt(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHostThatAnotherRunHasLockedIsWaitedForOrItsLockIsBroken() throws Exception {
    waiting(Map.of());
    host("web1").isLockedUntil(nowMillis.get() + 30_000);
    locks = new Fleet.LockPolicy(Duration.ofSeconds(10), false);
    ControlException refused = catchThrowableOfType(ControlException.class, this::confirm);
    assertThat(refused).hasMessage("web1 is being changed by ben@lap");
    assertThat(refused.nextStep()).contains("--wait 5m", "--break-lock");
    locks = new Fleet.LockPolicy(Duration.ofMinutes(1), false);
    assertThat(kinds(confirm())).containsOnly(Standing.Kind.CONFIRMED);
    waiting(Map.of());
    host("web1").isLockedUntil(Long.MAX_VALUE);
    locks = new Fleet.LockPolicy(Duration.ZERO, true);
    assertThat(kinds(confirm())).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(List.copyOf(agent("web1").asked))
        .anyMatch(each -> each instanceof Request.Lock lock && lock.breaksOther());
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
    return confirm(Errors.REFUSED);
  }

  private List<HostResult> confirm(Errors errors) throws ControlException {
    try (PendingSite pending = pending()) {
      return pending.confirm(List.copyOf(site.keySet()), Asked.withoutSite(true), errors);
    }
  }

  private PendingSite pending() {
    return new PendingSite(fleet(Undo.WHOLE_SITE).with(locks), events::add, "ann@desk");
  }
}
