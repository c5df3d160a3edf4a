package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.SiteVersion;
import org.hactl.control.view.Finding.Kind;
import org.hactl.control.view.Finding.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionFindingsTest {
  private static final SiteVersion NEWEST = version(9, List.of());

  @Test
  void hostsThatHoldTheNewestStateAreFine() {
    assertThat(find(director("lvs1", "a", NEWEST), real("web1", "b", NEWEST))).isEmpty();
  }

  @Test
  void aHostWhoseStateIsTheSameInBothVersionsIsFine() {
    assertThat(find(director("lvs1", "a", NEWEST), real("web1", "b", version(7, List.of()))))
        .isEmpty();
  }

  @Test
  void anOlderDirectorIsAnErrorAndAnOlderRealServerAWarning() {
    List<Finding> findings =
        find(
            director("lvs1", "old", version(7, List.of())),
            real("web1", "old", version(7, List.of())),
            director("lvs2", "c", NEWEST));
    assertThat(findings).extracting(Finding::kind).containsOnly(Kind.OLDER_SITE);
    assertThat(findings)
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, Severity.WARNING);
    assertThat(findings.getFirst().text())
        .isEqualTo(
            "lvs1 holds serial 7 (by ann@desk) of the site; the newest is serial 9 (by ann@desk)");
  }

  @Test
  void aDirectorThatGotTheVersionWithoutOneRealServerIsNamed() {
    assertThat(find(director("lvs1", "without-web2", NEWEST)).getFirst().text())
        .startsWith("lvs1 holds another state than serial 9 (by ann@desk) has for it");
  }

  @Test
  void aHostWithAnUnknownVersionIsComparedByItsState() {
    assertThat(find(director("lvs2", "c", NEWEST), director("lvs1", "a", null))).isEmpty();
    assertThat(find(director("lvs2", "c", NEWEST), director("lvs1", "x", null)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("an unknown version"));
  }

  @Test
  void aHostWithoutAGenerationOrOutsideTheSiteIsNotOld() {
    HostStatus empty = HostStatus.builder("web1").version(null).build();
    assertThat(find(director("lvs2", "c", NEWEST), empty, real("other", "z", null))).isEmpty();
  }

  @Test
  void hostsThatLeftAreNamed() {
    SiteVersion version = version(9, List.of("web3", "web4"));
    assertThat(find(director("lvs1", "a", version)))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.HOST_LEFT);
          assertThat(finding.text()).contains("web3").contains("web4");
        });
  }

  private static List<Finding> find(HostStatus... statuses) {
    return new VersionFindings(
            List.of(statuses).stream().map(each -> HostAnswer.of(each.host(), each, 0)).toList())
        .find();
  }

  private static HostStatus director(String host, String digest, @Nullable SiteVersion version) {
    return HostStatus.builder(host)
        .generation(3, digest, true, 0)
        .routers(List.of(RouterView.builder("VI_1", 51, 2, "eth0").build()))
        .version(version)
        .build();
  }

  private static HostStatus real(String host, String digest, @Nullable SiteVersion version) {
    return HostStatus.builder(host).generation(3, digest, true, 0).version(version).build();
  }

  private static SiteVersion version(long serial, List<String> left) {
    return new SiteVersion(
        "shop",
        serial,
        "",
        false,
        "ann@desk",
        0,
        Map.of("lvs1", "a", "web1", "b", "lvs2", "c", "client", ""),
        left);
  }
}
