package org.hactl.site.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.site.Sites;
import org.hactl.site.model.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ipv6ServiceTest {
  private static final String HOSTS =
      """
      all:
        hosts:
          lvs1: {ansible_host: "2001:db8::14"}
          lvs2: {ansible_host: "2001:db8::16"}
          web1: {ansible_host: "2001:db8::18"}
      """;
  private static final String SITE =
      """
      site: six
      vrrp:
        six:
          directors: [lvs1, lvs2]
          interface: eth0
          virtual_router_id: 51
          addresses: ["fe80::51", "2001:db8::1"]
      services:
        web: {address: "[2001:db8::1]:80/tcp", forward: FORWARD, real_servers: [web1]}
      """;

  private static final Resource OF_DIRECTORS =
      new SysctlResource("net.ipv4.vs.expire_nodest_conn", "1");

  @TempDir Path folder;

  @Test
  void directRoutingPutsTheVipOnLoAndNeedsNoParameters() {
    assertThat(state("dr", "web1").resources())
        .containsExactly(AddressResource.of("lo", "2001:db8::1/128"));
    assertThat(state("dr", "lvs1").resources()).containsExactly(OF_DIRECTORS);
  }

  @Test
  void theDirectorBalancesToTheServersIpv6Address() {
    VirtualServiceSpec service = state("dr", "lvs2").virtualServices().getFirst();

    assertThat(service.address()).isEqualTo("2001:db8::1");
    assertThat(service.realServers())
        .extracting(RealServerSpec::address)
        .containsExactly("2001:db8::18");
  }

  @Test
  void natMakesTheDirectorsIpv6Routers() {
    List<Resource> forwarding =
        List.of(OF_DIRECTORS, new SysctlResource("net.ipv6.conf.all.forwarding", "1"));

    assertThat(state("nat", "lvs1").resources()).isEqualTo(forwarding);
    assertThat(state("nat", "lvs2").resources()).isEqualTo(forwarding);
    assertThat(state("nat", "web1").resources()).isEmpty();
  }

  @Test
  void theSiteMaySetAParameterThatDirectorsGetOtherwise() {
    String more = "hosts: {lvs1: {sysctls: {net.ipv4.vs.expire_nodest_conn: 0}}}\n";

    Site site = Sites.read(folder, HOSTS, SITE.replace("FORWARD", "dr") + more).orThrow();

    assertThat(Objects.requireNonNull(SiteCompiler.compile(site).get("lvs1")).resources())
        .containsExactly(new SysctlResource("net.ipv4.vs.expire_nodest_conn", "0"));
  }

  private HostState state(String forward, String host) {
    Site site = Sites.read(folder, HOSTS, SITE.replace("FORWARD", forward)).orThrow();
    return Objects.requireNonNull(SiteCompiler.compile(site).get(host));
  }
}
