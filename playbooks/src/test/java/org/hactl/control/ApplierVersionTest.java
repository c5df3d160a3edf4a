package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.control.VersionToApply.Older;
import org.hactl.control.version.GitRevision;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which version of the site an apply gives to which hosts. */
class ApplierVersionTest extends TestFleet {
  private final Map<String, SiteVersion> given = new HashMap<>();

  @Test
  void everyHostGetsTheNextSerial() throws Exception {
    holds("lvs1", version(9), false);
    holds("web1", version(7), false);
    apply(states(), Older.REFUSED, Optional.empty());
    assertThat(given.values()).extracting(SiteVersion::serial).containsExactly(10L, 10L);
  }

  @Test
  void hostsThatHoldTheSiteAlreadyAreNotTouched() throws Exception {
    holds("lvs1", version(9), true);
    holds("web1", version(9), true);
    apply(version(0), states(), Older.REFUSED, Optional.empty());
    assertThat(applied).isEmpty();
  }

  @Test
  void aHostWithTheSameStateOfAnEarlierVersionGetsTheNewestOne() throws Exception {
    holds("lvs1", version(9), true);
    holds("web1", version(7), true);
    apply(version(0), states(), Older.REFUSED, Optional.empty());
    assertThat(applied).containsExactly("web1");
    assertThat(given.get("web1")).isEqualTo(version(9));
  }

  @Test
  void whileOthersWaitForTheOperatorAHostWithTheSameStateKeepsItsVersion() throws Exception {
    SiteVersion next = version(0, Map.of("lvs1", "new", "web1", "b"));
    holds("lvs1", version(9), false);
    holds("web1", version(9), true);
    Fleet.Ending manual =
        new Fleet.Ending(Fleet.Undo.WHOLE_SITE, Fleet.Confirmation.BY_THE_OPERATOR);
    VersionToApply version = new VersionToApply(next, Optional.empty(), Set.of(), Older.REFUSED);
    var _ = new Applier(fleet().with(manual), events::add, null, version).apply(states());
    assertThat(given).containsOnlyKeys("lvs1");
    apply(next, states(), Older.REFUSED, Optional.empty());
    assertThat(given).containsOnlyKeys("lvs1", "web1");
  }

  @Test
  void aVersionThatNoHostConfirmedIsGivenToNone() throws Exception {
    SiteVersion next = version(0, Map.of("lvs1", "new", "web1", "b"));
    host(
        "lvs1",
        request ->
            request instanceof Request.Confirm
                ? List.of(new Reply.Failed(Reply.Failed.NO_SUCH_GENERATION, "it does not wait"))
                : answer("lvs1", request));
    holds("web1", version(9), true);
    apply(next, states(), Older.REFUSED, Optional.empty());
    assertThat(applied).containsExactly("lvs1");
  }

  @Test
  void aVersionThatAHostCannotHaveIsGivenToNone() throws Exception {
    SiteVersion next = version(0, Map.of("lvs1", "new", "web1", "b"));
    host(
        "lvs1",
        request ->
            request instanceof Request.Plan
                ? List.of(new Reply.Plan(List.of(CHANGE), List.of("no interface eth9"), false))
                : answer("lvs1", request));
    for (boolean same : List.of(true, false)) {
      holds("web1", version(9), same);
      apply(next, states(), Older.REFUSED, Optional.empty());
      assertThat(applied).isEmpty();
    }
    assertThat(given).isEmpty();
  }

  @Test
  void aHostThatMissedAVersionIsNamedInThePlan() throws Exception {
    holds("lvs1", version(7, Map.of("lvs1", "old", "web1", "b")), false);
    holds("web1", version(9), false);
    apply(states(), Older.REFUSED, Optional.empty());
    assertThat(notes("lvs1"))
        .containsExactly(
            "lvs1 holds serial 7 (c0ffee, by ann@desk), and missed serial 9 (c0ffee, by ann@desk)");
    assertThat(notes("web1")).isEmpty();
  }

  @Test
  void aHostWithTheSameStateInTheNewerVersionMissedNothing() throws Exception {
    holds("lvs1", version(7), false);
    holds("web1", version(9), false);
    apply(states(), Older.REFUSED, Optional.empty());
    assertThat(notes("lvs1")).isEmpty();
  }

  private List<String> notes(String host) {
    return events.stream()
        .filter(each -> each instanceof HostEvent.Planned planned && planned.host().equals(host))
        .flatMap(each -> ((HostEvent.Planned) each).notes().stream())
        .toList();
  }

  @Test
  void aHostOutsideTheLimitCounts() throws Exception {
    holds("lvs1", version(9), false);
    host(
        "web1",
        request ->
            request instanceof Request.Status
                ? List.of(new Reply.Status(HostStatus.builder("web1").version(version(12)).build()))
                : answer("web1", request));
    apply(Map.of("lvs1", director("lvs1")), Older.REFUSED, Optional.empty());
    assertThat(given.get("lvs1")).extracting(SiteVersion::serial).isEqualTo(13L);
  }

  @Test
  void aCheckoutThatLacksTheHostsCommitIsRefusedBeforeAnyChange() throws Exception {
    holds("lvs1", version(9), false);
    holds("web1", version(9), false);
    Optional<GitRevision> other = Optional.of(new GitRevision(folder, "beef", false));
    assertThatThrownBy(() -> apply(states(), Older.REFUSED, other))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("lvs1, web1 hold serial 9 (c0ffee, by ann@desk)");
    assertThat(applied).isEmpty();
    apply(states(), Older.FORCED, other);
    assertThat(applied).hasSize(2);
  }

  @Test
  void aCheckoutThatChangesNothingUndoesNothing() throws Exception {
    holds("lvs1", version(9), true);
    holds("web1", version(9), true);
    Optional<GitRevision> other = Optional.of(new GitRevision(folder, "beef", false));
    apply(version(0), states(), Older.REFUSED, other);
    assertThat(applied).isEmpty();
  }

  @Test
  void aForcedApplyGivesItsOwnRevisionEvenIfItChangesNothing() throws Exception {
    holds("lvs1", version(9), true);
    holds("web1", version(9), true);
    Optional<GitRevision> other = Optional.of(new GitRevision(folder, "beef", false));
    apply(version(0), states(), Older.FORCED, other);
    assertThat(given).containsOnlyKeys("lvs1", "web1");
    assertThat(given.values()).extracting(SiteVersion::serial).containsOnly(10L);
  }

  @Test
  void uncommittedChangesOfAnotherOperatorAreNotUndoneUnseen() throws Exception {
    holds("lvs1", held(true, "ben@lap"), false);
    holds("web1", version(7), false);
    assertThatThrownBy(() -> apply(states(), Older.REFUSED, Optional.empty()))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("lvs1 holds serial 9 (c0ffee+, by ben@lap)")
        .hasMessageContaining("undo the uncommitted changes of ben@lap");
    assertThat(applied).isEmpty();
    apply(states(), Older.FORCED, Optional.empty());
    assertThat(given.values()).extracting(SiteVersion::serial).containsExactly(10L, 10L);
  }

  @Test
  void anOperatorUndoesHisOwnUncommittedChanges() throws Exception {
    holds("lvs1", held(true, "ann@desk"), false);
    holds("web1", held(true, "ann@desk"), false);
    apply(states(), Older.REFUSED, Optional.empty());
    assertThat(applied).hasSize(2);
  }

  @Test
  void theFileOfASavedPlanDoesNotMakeTheWorkTreeModified() {
    SiteVersion now =
        new SiteVersion("shop", 0, "beef", true, "ann@desk", 0, Map.of("lvs1", "a"), List.of());
    VersionToApply version =
        new VersionToApply(
            now, Optional.of(new GitRevision(folder, "beef", true)), Set.of(), Older.REFUSED);
    VersionToApply planned = version.planned("beef", false);
    assertThat(planned.draft().modified()).isFalse();
    assertThat(planned.revision())
        .hasValueSatisfying(each -> assertThat(each.modified()).isFalse());
    assertThat(version.planned("beef", true)).isEqualTo(version);
    assertThat(version.planned("c0ffee", false)).as("another commit now").isEqualTo(version);
  }

  /** Applies a site that differs from what the hosts hold. */
  private void apply(Map<String, HostState> states, Older older, Optional<GitRevision> revision)
      throws ControlException {
    SiteVersion draft =
        new SiteVersion(
            "shop", 0, "beef", false, "ann@desk", 0, Map.of("lvs1", "a", "web1", "new"), List.of());
    apply(draft, states, older, revision);
  }

  private void apply(
      SiteVersion draft, Map<String, HostState> states, Older older, Optional<GitRevision> revision)
      throws ControlException {
    var _ = applier(new VersionToApply(draft, revision, Set.of(), older)).apply(states);
  }

  private void holds(String host, @Nullable SiteVersion version, boolean same) {
    host(
        host,
        request -> {
          if (request instanceof Request.Apply apply && apply.version() != null) {
            given.put(host, apply.version());
          }
          return request instanceof Request.Plan
              ? List.of(
                  new Reply.Plan(
                      same ? List.of() : List.of(CHANGE), List.of(), same, version, null))
              : answer(host, request);
        });
  }

  private static SiteVersion held(boolean modified, String author) {
    return new SiteVersion(
        "shop", 9, "c0ffee", modified, author, 0, Map.of("lvs1", "a", "web1", "b"), List.of());
  }

  private static SiteVersion version(long serial) {
    return version(serial, Map.of("lvs1", "a", "web1", "b"));
  }

  private static SiteVersion version(long serial, Map<String, String> members) {
    return new SiteVersion("shop", serial, "c0ffee", false, "ann@desk", 0, members, List.of());
  }
}
