package org.hactl.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.module.file.FileResource;
import org.hactl.site.compile.SiteCompiler;
import org.hactl.site.model.Director;
import org.hactl.site.model.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteReaderTest {
  private static final String HOSTS =
      """
      all:
        children:
          directors: {hosts: {lvs1: {ansible_host: 10.0.0.1}, lvs2: {ansible_host: 10.0.0.2}}}
          webs: {hosts: {web1: {ansible_host: 10.0.0.11}}}
          spare: {}
      """;
  private static final String ROUTER =
      """
      site: shop
      vrrp:
        VI_1:
          directors: directors
          interface: eth0
          virtual_router_id: 51
          addresses: 10.0.0.254
      """;

  @TempDir private Path folder;

  @Test
  void aSiteWithOnlyANameGivesEmptyHostStates() {
    Site site = read(HOSTS, "site: shop\n").orThrow();

    SiteCompiler.compile(site)
        .forEach((host, state) -> assertThat(state).isEqualTo(HostState.empty("shop", host)));
  }

  @Test
  void aListOfDirectorsGivesPrioritiesInItsOrder() {
    Site site = read(HOSTS, ROUTER).orThrow();

    assertThat(site.virtualRouters().getFirst().directors())
        .extracting(Director::priority)
        .containsExactly(100, 90);
  }

  @Test
  void aServiceWithoutARouterGetsTheRouterThatHoldsItsAddress() {
    Site site =
        read(HOSTS, ROUTER + "services: {web: {address: '10.0.0.254:80', real_servers: webs}}\n")
            .orThrow();

    assertThat(site.services().getFirst().virtualRouter()).isEqualTo("VI_1");
    assertThat(site.services().getFirst().addresses())
        .singleElement()
        .hasToString("10.0.0.254:80/tcp");
  }

  @Test
  void aServiceWithoutRealServersIsAWarning() {
    Sites.Result result =
        read(HOSTS, ROUTER + "services: {web: {address: '10.0.0.254:80', real_servers: spare}}\n");

    assertThat(result.errors().render()).isEmpty();
    assertThat(result.warnings().all()).singleElement().asString().contains("no server answers");
  }

  @Test
  void anOwnersPriorityIsAWarning() {
    Sites.Result result =
        read(HOSTS, ROUTER.replace("directors: directors", "directors: {lvs1: 255, lvs2: 100}"));

    assertThat(result.errors().render()).isEmpty();
    assertThat(result.warnings().all()).singleElement().asString().contains("priority 255");
  }

  @Test
  void driftIsCorrectedEveryThirtySecondsUnlessTheSiteSaysOtherwise() {
    assertThat(read(HOSTS, "site: shop\n").orThrow().policies().drift())
        .isEqualTo(DriftPolicy.DEFAULT);
    assertThat(
            read(HOSTS, "site: shop\ndrift: {mode: report, every: 1m}\n")
                .orThrow()
                .policies()
                .drift())
        .isEqualTo(new DriftPolicy(DriftPolicy.Mode.REPORT, 60_000, null));
  }

  @Test
  void aHostThatIsAddedToTheGroupIsARealServer() {
    String services = "services: {web: {address: '10.0.0.254:80', real_servers: webs}}\n";
    String more = HOSTS.replace("10.0.0.11}", "10.0.0.11}, web2: {ansible_host: 10.0.0.12}");

    assertThat(read(HOSTS, ROUTER + services).orThrow().realServers()).containsExactly("web1");
    assertThat(read(more, ROUTER + services).orThrow().realServers())
        .containsExactly("web1", "web2");
  }

  @Test
  void entriesOfSeveralGroupsAreMerged() {
    Site site =
        read(
                HOSTS,
                """
                site: shop
                hosts:
                  all: {files: {/etc/a: {content: all}, /etc/b: {content: all}}}
                  webs: {files: {/etc/b: {content: webs}, /etc/c: {content: webs}}}
                  web1: {files: {/etc/c: {content: web1}}}
                """)
            .orThrow();

    assertThat(files(site, "web1")).containsExactly("/etc/a all", "/etc/b webs", "/etc/c web1");
    assertThat(files(site, "lvs1")).containsExactly("/etc/a all", "/etc/b all");
  }

  @Test
  void anErrorInOnePartHidesNoneInAnother() {
    Sites.Result result =
        read(
            HOSTS,
            """
            site: "no name"
            notify: {email: {to: nobody}}
            vrrp: {VI_1: {directors: {lvs9: {prio: 1}}, addresses: [1]}}
            services: {web: {address: x, real_servers: webz}}
            hosts: {webs: {files: {relative: {content: "{{ nothing }}"}}, sysctl: {}}}
            drift: {every: never}
            exclusive: maybe
            """);

    String told = result.errors().render();
    assertThat(List.of("no name", "nobody", "lvs9", "\"x\"", "webz"))
        .allSatisfy(word -> assertThat(told).contains(word));
    assertThat(told).contains("\"nothing\"", "\"sysctl\"", "never", "maybe", "\"from\" is missing");
  }

  private Sites.Result read(String hosts, String site) {
    return Sites.read(folder, hosts, site);
  }

  private static List<String> files(Site site, String host) {
    return Objects.requireNonNull(SiteCompiler.compile(site).get(host)).resources().stream()
        .map(FileResource.class::cast)
        .map(file -> file.path() + " " + new String(file.content().bytes(), UTF_8))
        .toList();
  }
}
