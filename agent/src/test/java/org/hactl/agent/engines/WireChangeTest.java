package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.decode;
import static org.hactl.vrrp.wire.Fixtures.encode;

import java.net.InetAddress;
import java.util.List;
import org.hactl.agent.converge.TestHost;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterChanges;
import org.hactl.vrrp.model.RouterConfig;
import org.junit.jupiter.api.Test;

class WireChangeTest {
  private static final Authentication OLD = Authentication.pass("1111");
  private static final Authentication NEW = Authentication.pass("2222");

  @Test
  void directorsHearEachOtherThroughAllStagesOfAChange() {
    for (Authentication old : List.of(OLD, Authentication.none(), Authentication.ah("1111"))) {
      WireChange change = new WireChange(state(old), state(NEW));
      RouterConfig before = RouterConfigs.of(state(old)).getFirst();
      RouterConfig pending = change.pending().getFirst();
      RouterConfig confirmed = change.confirmed().getFirst();
      RouterConfig settled = change.routers().getFirst();
      assertThat(change.isAny()).isTrue();
      understand(before, pending);
      understand(pending, pending);
      understand(pending, confirmed);
      understand(confirmed, confirmed);
      understand(confirmed, settled);
      assertThat(hears(settled, before)).isFalse();
      assertThat(hears(before, confirmed)).isFalse();
    }
  }

  @Test
  void aRouterThatGetsAnotherNameAsWellIsHeard() {
    WireChange change = new WireChange(state(OLD), state("VI_NEW", 51, NEW));
    understand(RouterConfigs.of(state(OLD)).getFirst(), change.pending().getFirst());
    assertThat(change.pending().getFirst().name()).isEqualTo("VI_NEW");
    WireChange both = new WireChange(state(OLD), state("VI_NEW", 52, OLD));
    understand(RouterConfigs.of(state(OLD)).getFirst(), both.pending().getFirst());
    assertThat(both.pending().getFirst().name()).isEqualTo("VI_NEW");
  }

  @Test
  void aRouterThatGetsAnotherNameAndKeepsOneVipIsHeard() {
    HostState before = withVips("VI_1", 51, "192.0.2.254/24", "192.0.2.253/24");
    WireChange change =
        new WireChange(before, withVips("VI_NEW", 52, "192.0.2.253/24", "192.0.2.252/24"));
    understand(RouterConfigs.of(before).getFirst(), change.pending().getFirst());
    assertThat(change.pending().getFirst().name()).isEqualTo("VI_NEW");
    assertThat(new WireChange(before, withVips("VI_NEW", 52, "192.0.2.251/24")).isAny()).isFalse();
  }

  @Test
  void aRouterSaysWhatElseItSendsAndAccepts() {
    HostState before = state("VI_1", 51, OLD);
    WireChange change = new WireChange(before, state("VI_1", 52, NEW));
    assertThat(alsoHeard(change.pending())).containsExactly("vrid 52", "another authentication");
    assertThat(alsoHeard(change.confirmed())).containsExactly("vrid 51", "another authentication");
    assertThat(alsoHeard(change.routers())).isEmpty();
    Authentication none = Authentication.none();
    HostState newer = TestHost.state(List.of(router("VI_1", 3, 51, none)));
    HostState older = TestHost.state(List.of(router("VI_1", 2, 51, none)));
    assertThat(alsoHeard(new WireChange(older, newer).confirmed())).containsExactly("v2");
  }

  private static List<String> alsoHeard(List<RouterConfig> routers) {
    return RouterChanges.alsoHeard(routers.getFirst());
  }

  @Test
  void aThirdPasswordIsNeverAccepted() {
    WireChange change = new WireChange(state(OLD), state(NEW));
    RouterConfig other = RouterConfigs.of(state(Authentication.pass("3333"))).getFirst();
    assertThat(hears(change.pending().getFirst(), other)).isFalse();
    assertThat(hears(change.confirmed().getFirst(), other)).isFalse();
  }

  @Test
  void aRouterWithAnotherVridOrVersionIsHeardInAllStages() {
    for (List<VirtualRouterSpec> each :
        List.of(
            List.of(router("VI_1", 2, 51, OLD), router("VI_1", 2, 52, OLD)),
            List.of(router("VI_1", 2, 51, OLD), router("VI_1", 3, 51, Authentication.none())),
            List.of(router("VI_1", 3, 51, Authentication.none()), router("VI_1", 2, 52, NEW)))) {
      HostState before = TestHost.state(List.of(each.getFirst()));
      HostState after = TestHost.state(List.of(each.getLast()));
      assertThat(before.routersStayingIn(after)).containsExactly("VI_1");
      WireChange change = new WireChange(before, after);
      understand(RouterConfigs.of(before).getFirst(), change.pending().getFirst());
      understand(change.pending().getFirst(), change.confirmed().getFirst());
      understand(change.confirmed().getFirst(), RouterConfigs.of(after).getFirst());
      assertThat(change.pending().getFirst().isSameRouter(change.confirmed().getFirst())).isTrue();
      assertThat(change.pending().getFirst().isSameRouter(RouterConfigs.of(before).getFirst()))
          .isTrue();
    }
  }

  @Test
  void routersThatExchangeTheirVridsAreNewRouters() {
    Authentication none = Authentication.none();
    HostState before =
        TestHost.state(List.of(router("VI_1", 2, 51, none), router("VI_2", 2, 52, none)));
    HostState after =
        TestHost.state(List.of(router("VI_1", 2, 52, none), router("VI_2", 2, 51, none)));
    assertThat(before.routersStayingIn(after)).isEmpty();
    assertThat(new WireChange(before, after).isAny()).isFalse();
  }

  @Test
  void anythingElseChangesAtOnce() {
    assertThat(new WireChange(state(OLD), state(OLD)).isAny()).isFalse();
    assertThat(new WireChange(TestHost.state(List.of()), state(NEW)).isAny()).isFalse();
    assertThat(new WireChange(state(OLD), state("VI_1", 51, OLD)).isAny()).isFalse();
  }

  private static void understand(RouterConfig one, RouterConfig other) {
    assertThat(hears(one, other)).isTrue();
    assertThat(hears(other, one)).isTrue();
  }

  private static boolean hears(RouterConfig listener, RouterConfig speaker) {
    RouterConfig other = listener.alsoHeard();
    byte[] packet = encode(speaker, InetAddress.ofLiteral("192.0.2.1"), 90, 1, 7);
    return decode(listener, packet) instanceof Advertisement
        || other != null && decode(other, packet) instanceof Advertisement;
  }

  private static HostState state(Authentication authentication) {
    return state("VI_1", 51, authentication);
  }

  private static HostState state(String name, int vrid, Authentication authentication) {
    return TestHost.state(List.of(router(name, 2, vrid, authentication)));
  }

  private static HostState withVips(String name, int vrid, String... vips) {
    return TestHost.state(List.of(router(name, 2, vrid, OLD, List.of(vips))));
  }

  private static VirtualRouterSpec router(
      String name, int version, int vrid, Authentication authentication) {
    return router(name, version, vrid, authentication, List.of("192.0.2.254/24"));
  }

  private static VirtualRouterSpec router(
      String name, int version, int vrid, Authentication authentication, List<String> vips) {
    return VirtualRouterSpec.of(
        name,
        version,
        vrid,
        "v0",
        100,
        1_000,
        true,
        0,
        authentication,
        vips,
        GratuitousArp.DEFAULT);
  }
}
