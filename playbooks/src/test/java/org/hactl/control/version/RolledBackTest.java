package org.hactl.control.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.SiteVersion;
import org.junit.jupiter.api.Test;

/** What an apply may do after a rollback; {@link GitRevisionLabTest} has the cases with commits. */
class RolledBackTest {
  private static final Map<String, String> BAD = Map.of("lvs1", "bad", "client", "");

  @Test
  void theSiteThatWasRolledBackIsRefused() {
    assertThat(undone(BAD))
        .hasValueSatisfying(why ->
            assertThat(why.text())
                .isEqualTo(
                    "lvs1 holds serial 10 (rollback to serial 8, by ann@desk), and this site file"
                        + " is what was rolled back; an apply would bring it back"));
    assertThat(undone(Map.of("lvs1", "bad"))).as("a host without anything").isPresent();
  }

  @Test
  void aCorrectedSiteAndTheOneThatIsInForceAreNot() {
    assertThat(undone(Map.of("lvs1", "corrected"))).isEmpty();
    assertThat(undone(Map.of("lvs1", "good"))).isEmpty();
  }

  private static Optional<VersionCheck.Undone> undone(Map<String, String> members) {
    SiteVersion bad = new SiteVersion("shop", 9, "", false, "ben@lap", 0, BAD, List.of());
    SiteVersion held =
        new SiteVersion(
            "shop",
            10,
            "",
            false,
            "ann@desk",
            0,
            Map.of("lvs1", "good"),
            List.of(),
            new SiteVersion.Rollback("serial 8", 9, "", bad.membersDigest()));
    SiteVersion draft = new SiteVersion("shop", 0, "", false, "ben@lap", 0, members, List.of());
    return VersionCheck.undone(Optional.empty(), draft, new HeldVersion(held, List.of("lvs1")));
  }
}
