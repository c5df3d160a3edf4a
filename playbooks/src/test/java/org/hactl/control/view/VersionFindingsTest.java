package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.SiteVersion;
import org.hactl.control.view.Finding.Kind;
import org.hactl.control.view.Finding.Severity;
import org.hactl.host.HostState;
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
            director("lvs2", "c", NEWEST),
            real("client", "", NEWEST));
    assertThat(findings).extracting(Finding::kind).containsOnly(Kind.OLDER_SITE);
    assertThat(findings)
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, Severity.WARNING);
    assertThat(findings.getFirst().text())
        .isEqualTo(
            "lvs1 holds serial 7 (by ann@desk) of the site; the newest is serial 9 (by ann@desk)");
  }

  @Test
  void aVersionThatWaitsForItsConfirmationIsSaidToWait() {
    HostStatus waits =
        HostStatus.builder("lvs2")
            .generation(2, "c", false, 0)
            .version(NEWEST)
            .routers(director("lvs2", "c", NEWEST).routers())
            .build();
    Finding finding = find(director("lvs1", "old", version(7, List.of())), waits).getFirst();
    assertThat(finding.text())
        .isEqualTo(
            "lvs1 holds serial 7 (by ann@desk) of the site; the newest is serial 9 (by ann@desk),"
                + " as lvs2 says, which waits for its confirmation");
    assertThat(finding.toString()).contains("an apply is under way, or its control node is gone");
  }

  @Test
  void aVersionThatIsConfirmedOnAPartOfTheHostsIsNamed() {
    HostStatus waits =
        HostStatus.builder("lvs2").generation(2, "c", false, 0).version(NEWEST).build();
    List<Finding> findings =
        find(director("lvs1", "a", NEWEST), waits, real("web1", "old", version(7, List.of())));
    assertThat(findings)
        .extracting(Finding::kind)
        .containsExactly(Kind.HALF_CONFIRMED, Kind.OLDER_SITE);
    assertThat(findings.getFirst().text())
        .isEqualTo("serial 9 (by ann@desk) is confirmed on lvs1, and still waits on lvs2");
    assertThat(findings.getFirst().next()).startsWith("hactl confirm ");
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

  @Test
  void aHostThatAloneSaysWhatIsNewestIsNamed() {
    SiteVersion alone = version(10, List.of("web9"));
    assertThat(
            find(
                director("lvs1", "x", NEWEST),
                director("lvs2", "c", NEWEST),
                real("web1", "b", alone)))
        .extracting(Finding::text)
        .containsExactly(
            "lvs1 holds serial 9 (by ann@desk) of the site; the newest is serial 10 (by ann@desk),"
                + " as web1 says",
            "no longer in the inventory, but never cleaned: web9, as web1 says");
  }

  @Test
  void aSerialFarAboveAllOthersDoesNotMakeThemOld() {
    assertThat(
            find(
                director("lvs1", "x", NEWEST),
                director("lvs2", "c", NEWEST),
                real("web1", "b", version(5_000_000, List.of()))))
        .extracting(Finding::text)
        .containsExactly(
            "lvs1 holds another state than serial 9 (by ann@desk) has for it; the newest is"
                + " serial 9 (by ann@desk)");
  }

  @Test
  void aHostCannotAnswerForAnother() {
    HostStatus forged = director("lvs1", "old", version(7, List.of()));
    List<HostAnswer> answers =
        List.of(
            HostAnswer.of("lvs1", director("lvs1", "a", NEWEST), 0),
            HostAnswer.of("client", forged, 0));
    assertThat(new VersionFindings(answers, Asked.withoutSite(true)).find()).isEmpty();
  }

  @Test
  void twoVersionsWithOneSerialAreToldApart() {
    SiteVersion early =
        new SiteVersion("shop", 9, "", false, "ben@lap", -1, Map.of("lvs1", "z"), List.of());
    assertThat(find(director("lvs1", "z", early), director("lvs2", "c", NEWEST)))
        .extracting(Finding::text)
        .containsExactly(
            "lvs1 holds another serial 9 (by ben@lap); the newest is serial 9 (by ann@desk),"
                + " as lvs2 says");
  }

  @Test
  void aDirectorThatMissedANewNameOfTheSiteIsNamed() {
    SiteVersion old = of("old", 50, Map.of("lvs1", "z", "lvs2", "z"), List.of("web9"));
    HostStatus[] statuses = {
      director("lvs1", "z", old), director("lvs2", "c", NEWEST), real("web1", "b", NEWEST)
    };
    String text = "lvs1 holds site old serial 50, not shop; the newest is serial 9 (by ann@desk)";
    assertThat(find(statuses))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.severity()).isEqualTo(Severity.ERROR);
          assertThat(finding.text()).isEqualTo(text);
        });
  }

  @Test
  void theLoadedSiteIsTheRightOneEvenIfFewHostsHoldIt() {
    SiteVersion old = of("old", 50, Map.of("lvs1", "z", "web1", "z"), List.of());
    Asked asked = new Asked(true, Map.of("lvs1", HostState.builder("shop", "lvs1").build()));
    assertThat(
            find(
                asked,
                director("lvs1", "z", old),
                real("web1", "z", old),
                director("lvs2", "c", NEWEST)))
        .extracting(Finding::text)
        .containsExactly(
            "lvs1 holds site old serial 50, not shop; the newest is serial 9 (by ann@desk),"
                + " as lvs2 says",
            "web1 holds site old serial 50, not shop; the newest is serial 9 (by ann@desk),"
                + " as lvs2 says");
  }

  @Test
  void hostsOfAnotherSiteAreComparedWithEachOther() {
    SiteVersion blog = of("blog", 50, Map.of("b1", "x", "b2", "y"), List.of());
    SiteVersion older = of("blog", 49, Map.of("b1", "x", "b2", "w"), List.of());
    assertThat(
            find(
                director("lvs1", "a", NEWEST),
                director("lvs2", "c", NEWEST),
                real("web1", "b", NEWEST),
                director("b1", "x", blog),
                director("b2", "w", older)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).startsWith("b2 holds serial 49"));
  }

  private static List<Finding> find(HostStatus... statuses) {
    return find(Asked.withoutSite(true), statuses);
  }

  private static List<Finding> find(Asked asked, HostStatus... statuses) {
    return new VersionFindings(
            List.of(statuses).stream().map(each -> HostAnswer.of(each.host(), each, 0)).toList(),
            asked)
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
    return of("shop", serial, Map.of("lvs1", "a", "web1", "b", "lvs2", "c", "client", ""), left);
  }

  private static SiteVersion of(
      String site, long serial, Map<String, String> members, List<String> left) {
    return new SiteVersion(site, serial, "", false, "ann@desk", 0, members, left);
  }
}
