package org.hactl.control.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hactl.api.SiteVersion;
import org.junit.jupiter.api.Test;

class SiteVersionsTest {
  private static final Map<String, String> BOTH = Map.of("lvs1", "a", "web1", "b");

  @Test
  void theFirstVersionIsOne() {
    assertThat(next(version(0, BOTH), List.of(), true).serial()).isEqualTo(1);
  }

  @Test
  void anApplyThatChangesNothingKeepsTheVersionAndItsAuthor() {
    SiteVersion held = version(9, BOTH);
    SiteVersion mine = new SiteVersion("shop", 0, "c0ffee", false, "ben@lap", 5, BOTH, List.of());
    assertThat(next(mine, List.of(held), false)).isEqualTo(held);
  }

  @Test
  void aChangeCountsOnFromTheHighestSerial() {
    List<SiteVersion> held = List.of(version(7, BOTH), version(9, BOTH), version(8, BOTH));
    assertThat(next(version(0, BOTH), held, true).serial()).isEqualTo(10);
  }

  @Test
  void anotherStateOfAHostThatIsNotAskedIsANewVersion() {
    SiteVersion draft = version(0, Map.of("lvs1", "a", "web1", "c"));
    assertThat(next(draft, List.of(version(9, BOTH)), false).serial()).isEqualTo(10);
  }

  @Test
  void aHostThatLeftTheInventoryIsNamedUntilItIsForgotten() {
    SiteVersion draft = version(0, Map.of("lvs1", "a"));
    SiteVersion without = next(draft, List.of(version(9, BOTH)), false);
    assertThat(without.left()).containsExactly("web1");
    assertThat(next(draft, List.of(without), true).left()).containsExactly("web1");
    SiteVersion forgotten = SiteVersions.next(draft, Optional.of(without), false, List.of("web1"));
    assertThat(forgotten.left()).isEmpty();
    assertThat(forgotten.serial()).isEqualTo(without.serial() + 1);
  }

  @Test
  void aHostThatComesBackIsNamedNoLonger() {
    SiteVersion without = next(version(0, Map.of("lvs1", "a")), List.of(version(9, BOTH)), false);
    assertThat(next(version(0, BOTH), List.of(without), true).left()).isEmpty();
  }

  @Test
  void aHostOnWhichTheSiteHasNothingNeverLeaves() {
    SiteVersion held = version(9, Map.of("lvs1", "a", "client", ""));
    assertThat(next(version(0, Map.of("lvs1", "a")), List.of(held), true).left()).isEmpty();
  }

  @Test
  void theSerialOfAnotherSiteDoesNotCount() {
    SiteVersion other = new SiteVersion("blog", 40, "", false, "ann@desk", 0, BOTH, List.of());
    assertThat(next(version(0, BOTH), List.of(other), true).serial()).isEqualTo(1);
  }

  @Test
  void aSerialOfOneHostFarAboveAllOthersDoesNotCount() {
    SiteVersion broken = version(SiteVersion.MAX_SERIAL - 1, Map.of("lvs1", "bad"));
    Map<String, SiteVersion> held =
        Map.of("lvs1", version(9, BOTH), "web1", version(9, BOTH), "web2", broken);
    assertThat(SiteVersions.newest("shop", held))
        .hasValue(new HeldVersion(version(9, BOTH), List.of("lvs1", "web1")));
    assertThat(SiteVersions.newest("shop", Map.of("web2", broken)))
        .as("no other host says anything")
        .hasValue(new HeldVersion(broken, List.of("web2")));
  }

  @Test
  void theHighestSerialDoesNotCountSinceNoneCanFollow() {
    List<SiteVersion> held = List.of(version(SiteVersion.MAX_SERIAL, BOTH));
    assertThat(next(version(0, BOTH), held, true).serial()).isEqualTo(1);
  }

  @Test
  void ofTwoVersionsWithOneSerialTheLaterIsTheNewest() {
    SiteVersion early = new SiteVersion("shop", 9, "", false, "ann@desk", 5, BOTH, List.of());
    SiteVersion late =
        new SiteVersion("shop", 9, "", false, "ben@lap", 6, Map.of("lvs1", "c"), List.of());
    for (Map<String, SiteVersion> held :
        List.of(Map.of("lvs1", early, "web1", late), Map.of("lvs1", late, "web1", early))) {
      assertThat(SiteVersions.newest("shop", held).orElseThrow().version()).isEqualTo(late);
    }
  }

  @Test
  void anApplyFromACommitEndsAVersionWithUncommittedChanges() {
    SiteVersion held = new SiteVersion("shop", 9, "c0ffee", true, "ann@desk", 0, BOTH, List.of());
    SiteVersion commit = new SiteVersion("shop", 0, "beef", false, "ann@desk", 0, BOTH, List.of());
    assertThat(next(commit, List.of(held), false)).isEqualTo(commit.with(10, List.of()));
    SiteVersion still = new SiteVersion("shop", 0, "beef", true, "ann@desk", 0, BOTH, List.of());
    assertThat(next(still, List.of(held), false)).isEqualTo(held);
  }

  private static SiteVersion next(SiteVersion draft, List<SiteVersion> held, boolean changed) {
    Map<String, SiteVersion> byHost = new TreeMap<>();
    held.forEach(version -> byHost.put("h" + byHost.size(), version));
    return SiteVersions.next(
        draft,
        SiteVersions.newest(draft.site(), byHost).map(HeldVersion::version),
        changed,
        List.of());
  }

  private static SiteVersion version(long serial, Map<String, String> members) {
    return new SiteVersion("shop", serial, "", false, "ann@desk", 0, members, List.of());
  }
}
