package org.hactl.control.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.control.keepalived.KeepalivedConfig.Router;
import org.hactl.control.keepalived.KeepalivedConfig.Service;
import org.hactl.host.CapacitySpec;
import org.hactl.host.HostState;
import org.hactl.host.Quorum;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Authentication.Method;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;

class KeepalivedConfigTest {
  private static final String TEXT =
      """
      ! Configuration File for keepalived
      global_defs { router_id LVS1 }    # no semantics
      vrrp_instance "VI_1" {
        state MASTER
        interface eth0
        virtual_router_id 51
        priority 100
        advert_int 0.5
        authentication {
          auth_type PASS
          auth_pass secret # four
        }
        virtual_ipaddress
        {
          192.168.0.254/24 dev eth0 label eth0:1
          192.168.0.253
        }
        notify_master "/etc/tell {master}"
      }
      virtual_server 192.168.0.254 80 {
        delay_loop 6
        lb_algo rr
        lb_kind DR
        protocol TCP
        quorum 3
        hysteresis 1
        sorry_server 192.168.0.99 8080
        real_server 192.168.0.18 80 { weight 2
          HTTP_GET { url { path / } } }
        real_server 192.168.0.20 80 {
        }
      }
      virtual_server 2001:db8::1 53 { protocol UDP }
      """;

  @Test
  void readsRoutersAndServices() {
    KeepalivedConfig config = KeepalivedConfig.read(TEXT);
    assertThat(config.routers())
        .containsExactly(
            new Router(
                "VI_1",
                "eth0",
                51,
                0,
                100,
                500,
                List.of("192.168.0.254", "192.168.0.253"),
                "PASS"));
    assertThat(config.services())
        .containsExactly(
            new Service(
                "192.168.0.254:80/tcp",
                "rr",
                "dr",
                Map.of("192.168.0.18:80", 2, "192.168.0.20:80", 1),
                "weight 3 ± 1",
                "192.168.0.99:8080"),
            new Service("[2001:db8::1]:53/udp", "wlc", "nat", Map.of(), "weight 1", ""));
  }

  @Test
  void readsWhatIsCutOffOrStrange() {
    for (int length = 0; length < TEXT.length(); length++) {
      assertThat(KeepalivedConfig.read(TEXT.substring(0, length)).routers())
          .hasSizeLessThanOrEqualTo(1);
    }
    assertThat(KeepalivedConfig.read("}}{{}\nvrrp_instance {\npriority x\n}").routers())
        .hasSizeLessThanOrEqualTo(1);
  }

  private static HostState site(int priority, int advertMillis, String vip, String server) {
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            "VI_A",
            2,
            51,
            "eth0",
            priority,
            advertMillis,
            true,
            0,
            Authentication.of(Method.PASS, "secret"),
            List.of("192.168.0.253/24", vip + "/24"),
            GratuitousArp.DEFAULT);
    VirtualServiceSpec web =
        VirtualServiceSpec.builder("web", vip, 80)
            .virtualRouter("VI_A")
            .protocol("tcp")
            .scheduler("rr")
            .forward(ForwardMethod.DR)
            .realServers(
                List.of(
                    new RealServerSpec("web1", "192.168.0.18", 80, 2),
                    new RealServerSpec("web2", server, 80, 1)))
            .capacity(
                new CapacitySpec(
                    new Quorum(Quorum.By.WEIGHT, 3, 1),
                    new SorryServer("192.168.0.99", 8080, ForwardMethod.NAT, false),
                    null,
                    null,
                    List.of()))
            .build();
    return HostState.builder("shop", "lvs1")
        .virtualRouters(List.of(router))
        .virtualServices(List.of(web))
        .build();
  }

  @Test
  void theSameUnderAnotherNameDiffersInNothing() {
    KeepalivedConfig config =
        KeepalivedConfig.read(TEXT.replace("virtual_server 2001:db8::1 53 { protocol UDP }", ""));
    HostState state = site(100, 500, "192.168.0.254", "192.168.0.20");
    assertThat(Adoption.of(config, state)).isEqualTo(new Adoption(List.of(), List.of()));
    assertThat(Adoption.shared(config, state)).containsExactly("VI_A");
  }

  @Test
  void tellsWhatWouldEndAndWhatWouldChange() {
    Adoption adoption =
        Adoption.of(KeepalivedConfig.read(TEXT), site(90, 1000, "192.168.0.200", "192.168.0.21"));
    assertThat(adoption.lost())
        .containsExactly(
            "192.168.0.254 of VI_A is not in the site",
            "keepalived's virtual server 192.168.0.254:80/tcp is not in the site",
            "keepalived's virtual server [2001:db8::1]:53/udp is not in the site");
    assertThat(adoption.changed())
        .containsExactly(
            "VI_A: priority 100 -> 90",
            "VI_A: advertisement interval in ms 500 -> 1000",
            "192.168.0.200 of VI_A is new",
            "service web is new");
  }

  @Test
  void tellsRealServersThatDiffer() {
    Adoption adoption =
        Adoption.of(KeepalivedConfig.read(TEXT), site(100, 500, "192.168.0.254", "192.168.0.21"));
    assertThat(adoption.lost())
        .contains("service web: the real server 192.168.0.20:80 is not in the site");
    assertThat(adoption.changed()).containsExactly("service web: 192.168.0.21:80 is new");
  }

  @Test
  void tellsAnotherQuorumAndASorryServerThatWouldEnd() {
    HostState state = site(100, 500, "192.168.0.254", "192.168.0.20");
    VirtualServiceSpec plain =
        state.virtualServices().getFirst().toBuilder().capacity(null).build();
    Adoption adoption =
        Adoption.of(KeepalivedConfig.read(TEXT), state.withVirtualServices(List.of(plain)));
    assertThat(adoption.lost())
        .contains("service web: the sorry server 192.168.0.99:8080 is not in the site");
    assertThat(adoption.changed()).containsExactly("service web: quorum weight 3 ± 1 -> weight 1");
  }

  @Test
  void aRouterOfAnotherInterfaceIsAnother() {
    KeepalivedConfig config = KeepalivedConfig.read(TEXT.replace("interface eth0", "interface e1"));
    HostState state = site(100, 500, "192.168.0.254", "192.168.0.20");
    assertThat(Adoption.shared(config, state)).isEmpty();
    assertThat(Adoption.of(config, state).lost())
        .contains(
            "keepalived's VI_1 (VRID 51 on e1, 192.168.0.254, 192.168.0.253) is not in the site");
  }
}
