package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Standing;
import org.junit.jupiter.api.Test;

/**
 * The hosts of a run are told that the site stays, and confirmed; one of them, or the run, is lost
 * meanwhile.
 */
class SiteDecisionTest extends TestSite {
  @Test
  void aConfirmationIsTriedUntilItArrives() throws Exception {
    hosts(Map.of("web2", Fault.CONFIRM_LATE));
    assertThat(kinds(run(Undo.WHOLE_SITE))).containsOnly(Standing.Kind.CONFIRMED);
  }

  @Test
  void aHostThatIsCutOffWhileTheOthersAreConfirmedIsNamedWithItsTime() throws Exception {
    hosts(Map.of("web2", Fault.CUT_OFF_AT_CONFIRM));
    long began = nowMillis.get();
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(kinds(results))
        .containsExactly(
            Standing.Kind.CONFIRMED,
            Standing.Kind.CONFIRMED,
            Standing.Kind.CONFIRMED,
            Standing.Kind.KEEPS);
    assertThat(results.getLast().standing().atMillis())
        .isEqualTo(began + CONFIRM_WITHIN.toMillis() / 2);
    assertThat(Applier.worst(results)).isEqualTo(HostOutcome.UNREACHABLE);
    nowMillis.addAndGet(CONFIRM_WITHIN.toMillis());
    assertThat(site.values()).allMatch(SiteHost::endsNew);
  }

  @Test
  void aHostThatIsCutOffBeforeItHearsThatTheSiteStaysTakesAllBack() throws Exception {
    hosts(Map.of("web2", Fault.CUT_OFF_BEFORE_DECIDED));
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(kinds(results))
        .containsExactly(
            Standing.Kind.ROLLED_BACK,
            Standing.Kind.ROLLED_BACK,
            Standing.Kind.ROLLED_BACK,
            Standing.Kind.UNKNOWN);
    assertThat(Objects.requireNonNull(results.getFirst().failure()).message())
        .isEqualTo("web2 failed");
    nowMillis.addAndGet(CONFIRM_WITHIN.toMillis());
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
  }

  @Test
  void aHostThatIsCutOffBeforeItHearsThatTheSiteStaysGoesBackAloneWhereTheOthersAreKept()
      throws Exception {
    hosts(Map.of("web2", Fault.CUT_OFF_BEFORE_DECIDED));
    List<HostResult> results = run(Undo.FAILED_HOSTS);
    assertThat(kinds(results).subList(0, 3)).containsOnly(Standing.Kind.CONFIRMED);
    nowMillis.addAndGet(CONFIRM_WITHIN.toMillis());
    assertThat(host("web2").endsNew()).isFalse();
  }

  /**
   * Whenever the control node dies, only a host that was not told that the site stays goes back.
   */
  @Test
  void theDeathOfTheControlNodeLeavesNoMixtureAfterAllWereTold() throws Exception {
    int mixtures = 0;
    boolean ended = false;
    for (diesAfter = 0; !ended; diesAfter++) {
      hosts(Map.of());
      run(Undo.WHOLE_SITE);
      ended = requests.get() < diesAfter;
      List<Boolean> told = site.values().stream().map(SiteHost::isDecided).toList();
      nowMillis.addAndGet(CONFIRM_WITHIN.toMillis());
      List<Boolean> isNew = site.values().stream().map(SiteHost::endsNew).toList();
      assertThat(isNew).as("dies after %d requests", diesAfter).isEqualTo(told);
      mixtures += isNew.contains(true) && isNew.contains(false) ? 1 : 0;
      boolean director = host("lvs1").endsNew() || host("lvs2").endsNew();
      assertThat(!director || host("web1").endsNew() && host("web2").endsNew())
          .as("dies after %d: directors come after what they send to: %s", diesAfter, isNew)
          .isTrue();
    }
    assertThat(mixtures).as("one for each of the four hosts but the last").isEqualTo(3);
  }
}
