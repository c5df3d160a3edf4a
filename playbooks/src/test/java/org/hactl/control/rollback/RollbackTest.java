package org.hactl.control.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hactl.api.GenerationView;
import org.hactl.api.Protocol;
import org.hactl.api.SiteVersion;
import org.hactl.control.plan.Wanted;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

/** Which generation each host goes back to. */
class RollbackTest {
  private static final Protocol PROTOCOL = new Protocol(HostJson.mapper(List.of()));
  private static final Set<String> INVENTORY = Set.of("lvs1", "web1", "web2");
  private static final Rollback.By ANN = new Rollback.By("ann@desk", 77);

  /** Serial 8 had no web2; serial 9 changed lvs1 and added web2; web1 stayed as it was. */
  private static final SiteVersion EIGHT = version(8, "a8", Map.of("lvs1", "L8", "web1", "W"));

  private static final SiteVersion NINE =
      version(9, "b9", Map.of("lvs1", "L9", "web1", "W", "web2", "X"));

  private final Map<String, List<GenerationView>> kept = new LinkedHashMap<>();

  RollbackTest() {
    kept.put("lvs1", List.of(generation(41, "L9", NINE), generation(40, "L8", EIGHT)));
    // The same state in both versions: its generation names the newer one.
    kept.put("web1", List.of(generation(7, "W", NINE)));
    kept.put("web2", List.of(generation(1, "X", NINE)));
  }

  @Test
  void eachHostGetsWhatItHadInTheSerialBefore() throws Exception {
    KeptVersions versions = KeptVersions.of(kept);
    Rollback back = back(versions, versions.before(), List.of("lvs1", "web1", "web2"));
    assertThat(back.wanted().keySet()).containsExactly("lvs1", "web1", "web2");
    assertThat(number(back, "lvs1")).isEqualTo(40);
    assertThat(number(back, "web1")).isEqualTo(7);
    assertThat(number(back, "web2")).as("serial 8 had nothing there").isZero();
    assertThat(earlier(back, "web2").generation().digest())
        .isEqualTo(PROTOCOL.digest(HostState.empty("shop", "web2")));
  }

  @Test
  void aHostThatWasRenamedGetsWhatItHadUnderItsOldName() throws Exception {
    SiteVersion eight =
        new SiteVersion(
            "shop", 8, "a8", false, "ann@desk", 1, Map.of("lvs1", "L8", "old2", "O"), List.of());
    kept.put("lvs1", List.of(generation(41, "L9", NINE), generation(40, "L8", eight)));
    kept.put("web1", List.of());
    // An apply that changed nothing has given its generation of serial 8 the version 7.
    SiteVersion seven =
        new SiteVersion("shop", 7, "a7", false, "ann@desk", 0, Map.of("old2", "O"), List.of());
    kept.put("web2", List.of(generation(5, "X", NINE), generation(4, "O", seven)));
    KeptVersions versions = KeptVersions.of(kept);
    Rollback back = back(versions, eight, List.of("lvs1", "web2"));
    assertThat(number(back, "web2")).isEqualTo(4);
    assertThat(back.version().members()).containsEntry("web2", "O");
  }

  @Test
  void theVersionSaysWhatWasGoneBackToAndWhatWasUndone() throws Exception {
    KeptVersions versions = KeptVersions.of(kept);
    SiteVersion given = back(versions, versions.before(), List.of("lvs1")).version();
    assertThat(given.text()).isEqualTo("serial 0 (rollback to serial 8 (a8), by ann@desk)");
    assertThat(given.revision()).isEqualTo("a8");
    assertThat(given.atMillis()).isEqualTo(77);
    assertThat(given.members()).isEqualTo(Map.of("lvs1", "L8", "web1", "W", "web2", ""));
    assertThat(given.rollback())
        .isEqualTo(new SiteVersion.Rollback("serial 8 (a8)", 9, "b9", NINE.membersDigest()));
  }

  @Test
  void allHostsThatDoNotKeepTheirStateAreNamed() throws Exception {
    kept.put("lvs1", List.of(generation(52, "L9", NINE)));
    kept.put("web1", List.of(generation(9, "other", NINE)));
    kept.put("web2", List.of(generation(1, "X", EIGHT)));
    KeptVersions versions = KeptVersions.of(kept);
    assertThatThrownBy(() -> back(versions, EIGHT, List.of("lvs1", "web1", "web2")))
        .isInstanceOf(RollbackException.class)
        .hasMessage(
            "lvs1 does not keep its state of serial 8; it keeps generations 52; web1 does not keep"
                + " its state of serial 8; it keeps generations 9; nothing was changed");
    assertThat(back(versions, EIGHT, List.of("web2")).wanted()).containsOnlyKeys("web2");
  }

  @Test
  void aSerialThatNoHostKeepsIsRefusedWithThoseThatAreKept() throws Exception {
    KeptVersions versions = KeptVersions.of(kept);
    assertThatThrownBy(() -> versions.serial(7))
        .hasMessage("no host keeps serial 7; the hosts keep 8, 9 (in force: 9)");
    kept.remove("lvs1");
    KeptVersions newest = KeptVersions.of(kept);
    assertThatThrownBy(newest::before).hasMessageContaining("no host keeps a version before");
  }

  @Test
  void aGenerationOfOneHostLeavesTheOthersAsTheyAre() throws Exception {
    Rollback back =
        Rollback.toGeneration(KeptVersions.of(kept), 40, List.of("lvs1"), INVENTORY, ANN);
    assertThat(back.wanted()).containsOnlyKeys("lvs1");
    assertThat(back.version().members()).isEqualTo(Map.of("lvs1", "L8", "web1", "W", "web2", "X"));
    assertThat(back.to()).isEqualTo("generation 40 of lvs1");
    assertThatThrownBy(
            () -> Rollback.toGeneration(KeptVersions.of(kept), 40, List.of("web1"), INVENTORY, ANN))
        .hasMessageContaining("web1 does not keep generation 40; it keeps generations 7");
  }

  @Test
  void hostsOfTwoSitesAreNotMixed() {
    SiteVersion other = new SiteVersion("old", 4, "", false, "x@y", 0, Map.of(), List.of());
    kept.put("web2", List.of(generation(3, "X", other)));
    assertThatThrownBy(() -> KeptVersions.of(kept))
        .hasMessage("the hosts hold several sites: old, shop");
    assertThatThrownBy(() -> KeptVersions.of(Map.of("lvs1", List.of())))
        .hasMessage("no host holds a version of a site");
  }

  private static Rollback back(KeptVersions versions, SiteVersion to, List<String> hosts)
      throws RollbackException {
    return Rollback.toVersion(versions, to, hosts, INVENTORY, PROTOCOL, ANN);
  }

  private static long number(Rollback back, String host) {
    return earlier(back, host).generation().number();
  }

  private static Wanted.Earlier earlier(Rollback back, String host) {
    return (Wanted.Earlier) Objects.requireNonNull(back.wanted().get(host));
  }

  private static GenerationView generation(long number, String digest, SiteVersion version) {
    return new GenerationView(number, digest, number, 0, 0, 1, version);
  }

  private static SiteVersion version(long serial, String revision, Map<String, String> members) {
    return new SiteVersion("shop", serial, revision, false, "ben@lap", serial, members, List.of());
  }
}
