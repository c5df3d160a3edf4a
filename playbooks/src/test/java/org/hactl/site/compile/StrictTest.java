package org.hactl.site.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.hactl.host.HostState;
import org.hactl.module.filter.FilterResource;
import org.hactl.site.Sites;
import org.hactl.site.model.Site;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictTest {
  private static final String HOSTS =
      """
      all: {hosts: {lvs1: {ansible_host: 192.168.0.14}, lvs2: {ansible_host: 192.168.0.16}}}
      """;
  private static final String SITE =
      """
      site: shop
      vrrp:
        VI_1:
          directors: {lvs1: 255, lvs2: 90}
          interface: eth0
          virtual_router_id: 51
          addresses: [192.168.0.254]
          strict: true
      """;

  @TempDir Path folder;

  @Test
  void onlyTheOwnerAnswersAtTheVip() {
    assertThat(state("", "lvs1").resources()).isEmpty();
    assertThat(state("", "lvs2").resources()).hasExactlyElementsOfTypes(FilterResource.class);
  }

  @Test
  void acceptFalseAlsoFiltersOnTheOwner() {
    assertThat(state("    accept: false\n", "lvs1").resources())
        .hasExactlyElementsOfTypes(FilterResource.class);
  }

  @Test
  void oneAnnouncementIsToTheLetter() {
    String once = "    gratuitous_arp: {repeat: 1, delay: 0s, refresh: 0s}\n";

    assertThat(Sites.read(folder, HOSTS, SITE + once).errors().render()).isEmpty();
  }

  @Test
  void thePlanShowsTheAnnouncementsThatAreSent() {
    assertThat(announced("")).isEqualTo(GratuitousArp.ONCE);
    assertThat(announced("    gratuitous_arp: {repeat: 1, delay: 0s, refresh: 0s, spacing: 1ms}\n"))
        .isEqualTo(GratuitousArp.ONCE);
  }

  private GratuitousArp announced(String more) {
    return state(more, "lvs2").virtualRouters().getFirst().config().gratuitousArp();
  }

  private HostState state(String more, String host) {
    Site site = Sites.read(folder, HOSTS, SITE + more).orThrow();
    return Objects.requireNonNull(SiteCompiler.compile(site).get(host));
  }
}
