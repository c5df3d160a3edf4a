package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.decode;
import static org.hactl.vrrp.wire.Fixtures.encode;

import java.util.List;
import org.hactl.agent.converge.TestHost;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.junit.jupiter.api.Test;

class PasswordChangeTest {
  private static final Authentication OLD = Authentication.pass("1111");
  private static final Authentication NEW = Authentication.pass("2222");

  @Test
  void directorsHearEachOtherThroughAllStagesOfAChange() {
    for (Authentication old : List.of(OLD, Authentication.none())) {
      PasswordChange change = new PasswordChange(state(old), state(NEW));
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
    PasswordChange change = new PasswordChange(state(OLD), state("VI_NEW", NEW));
    understand(RouterConfigs.of(state(OLD)).getFirst(), change.pending().getFirst());
    assertThat(change.pending().getFirst().name()).isEqualTo("VI_NEW");
  }

  @Test
  void aThirdPasswordIsNeverAccepted() {
    PasswordChange change = new PasswordChange(state(OLD), state(NEW));
    RouterConfig other = RouterConfigs.of(state(Authentication.pass("3333"))).getFirst();
    assertThat(hears(change.pending().getFirst(), other)).isFalse();
    assertThat(hears(change.confirmed().getFirst(), other)).isFalse();
  }

  @Test
  void anythingElseChangesAtOnce() {
    assertThat(new PasswordChange(state(OLD), state(OLD)).isAny()).isFalse();
    assertThat(new PasswordChange(TestHost.state(List.of()), state(NEW)).isAny()).isFalse();
    assertThat(new PasswordChange(state(OLD), state(Authentication.ah("2222"))).isAny()).isFalse();
  }

  private static void understand(RouterConfig one, RouterConfig other) {
    assertThat(hears(one, other)).isTrue();
    assertThat(hears(other, one)).isTrue();
  }

  private static boolean hears(RouterConfig listener, RouterConfig speaker) {
    return decode(listener, encode(speaker, "192.0.2.1", 90, 1)) instanceof Advertisement;
  }

  private static HostState state(Authentication authentication) {
    return state("VI_1", authentication);
  }

  private static HostState state(String router, Authentication authentication) {
    return TestHost.state(
        List.of(
            VirtualRouterSpec.of(
                router,
                2,
                51,
                "v0",
                100,
                1_000,
                true,
                0,
                authentication,
                List.of("192.0.2.254/24"),
                GratuitousArp.DEFAULT)));
  }
}
