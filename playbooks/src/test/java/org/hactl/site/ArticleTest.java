package org.hactl.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.site.compile.SiteCompiler;
import org.hactl.site.model.ServiceIndex;
import org.hactl.site.model.Site;
import org.hactl.site.model.VirtualService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The site that ships: {@code playbooks/site.yml} with {@code inventory/}. */
class ArticleTest {
  private static final Path GOLDEN = Sites.RESOURCES.resolve("article");

  @ParameterizedTest
  @ValueSource(strings = {"lvs1", "lvs2", "web1", "web2"})
  void compilesToTheKnownHostState(String host) throws IOException {
    HostState state = state(host);

    Golden.check(GOLDEN.resolve(host + ".json"), Sites.json(state));
  }

  @Test
  void everyHostOfTheInventoryHasAState() {
    assertThat(SiteCompiler.compile(Sites.article()))
        .containsOnlyKeys("lvs1", "lvs2", "web1", "web2");
  }

  @Test
  void readsWithoutAWarning() {
    Sites.Result result = Sites.read(Sites.ARTICLE, Sites.inventory(Sites.ARTICLE_INVENTORY));

    assertThat(result.errors().render()).isEmpty();
    assertThat(result.warnings().render()).isEmpty();
  }

  @Test
  void theDualActiveSiteHasAMasterOnEachDirector() {
    Sites.Result result =
        Sites.read(Path.of("dual-active.yml"), Sites.inventory(Sites.ARTICLE_INVENTORY));

    assertThat(result.warnings().render()).isEmpty();
    SortedMap<String, HostState> states = SiteCompiler.compile(result.orThrow());
    assertThat(Objects.requireNonNull(states.get("lvs1")).virtualRouters())
        .extracting(router -> router.config().priority())
        .containsExactly(100, 90);
    assertThat(Objects.requireNonNull(states.get("lvs2")).virtualRouters())
        .extracting(router -> router.config().priority())
        .containsExactly(90, 100);
  }

  @Test
  void twoCompilationsGiveOneDigest() {
    SortedMap<String, HostState> once = SiteCompiler.compile(Sites.article());
    SortedMap<String, HostState> again = SiteCompiler.compile(Sites.article());

    once.forEach((host, state) ->
        assertThat(HostJson.digest(Sites.JSON, state))
            .isEqualTo(HostJson.digest(Sites.JSON, Objects.requireNonNull(again.get(host)))));
  }

  @Test
  void aHostStateSurvivesItsJson() throws IOException {
    for (HostState state : SiteCompiler.compile(Sites.article()).values()) {
      HostState back = Sites.JSON.readValue(Sites.json(state), HostState.class);

      assertThat(back).isEqualTo(state);
    }
  }

  @Test
  void thePasswordIsInTheStateAndInNoText() throws IOException {
    HostState state = state("lvs1");

    assertThat(Sites.json(state)).contains("\"password\" : \"1111\"");
    assertThat(state.toString()).doesNotContain("1111");
  }

  @Test
  void hasTheDirectorsAndRealServersOfTheSite() {
    Site site = Sites.article();

    assertThat(site.directors()).containsExactly("lvs1", "lvs2");
    assertThat(site.realServers()).containsExactly("web1", "web2");
    assertThat(new ServiceIndex(site).ofRealServer("web1"))
        .extracting(VirtualService::name)
        .containsExactly("web");
    assertThat(site.directorsOf(site.services().getFirst())).containsExactly("lvs1", "lvs2");
  }

  private static HostState state(String host) {
    return Objects.requireNonNull(SiteCompiler.compile(Sites.article()).get(host));
  }
}
