package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hactl.agent.converge.TestHost;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterConfigsTest {
  @Test
  void convertsEveryFieldOfTheHostState() {
    RouterConfig router =
        RouterConfigs.of(TestHost.state(List.of(spec(2, "1111", "192.168.0.254/24")))).getFirst();
    assertThat(router.version()).isEqualTo(VrrpVersion.V2);
    assertThat(router.advertInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(router.authentication()).isEqualTo(Authentication.pass("1111"));
    assertThat(router.addresses()).singleElement().hasToString("/192.168.0.254");
    assertThat(router.gratuitousArp().refresh()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void namesEveryRouterThatCannotRunAndShowsNoPassword() {
    List<String> problems =
        RouterConfigs.problems(
            TestHost.state(
                List.of(
                    spec(2, "far-too-long", "192.168.0.254/24"),
                    spec(3, null, "2001:db8::1/64"),
                    withoutPriority(spec(3, null, "192.168.0.254/24")))));
    assertThat(problems).hasSize(3);
    assertThat(problems).noneMatch(problem -> problem.contains("far-too-long"));
    assertThat(problems.get(1)).contains("of one family");
  }

  private static VirtualRouterSpec withoutPriority(VirtualRouterSpec router) {
    return new VirtualRouterSpec(
        router.config().withPriority(0), router.held(), router.tracks(), router.hooks());
  }

  private static VirtualRouterSpec spec(int version, @Nullable String password, String address) {
    return VirtualRouterSpec.of(
        "VI_" + version,
        version,
        51,
        "eth0",
        100,
        1_000,
        true,
        0,
        password == null
            ? Authentication.none()
            : Authentication.of(Authentication.Method.PASS, password),
        List.of(address),
        GratuitousArp.DEFAULT);
  }
}
