package org.hactl.agent.converge.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hactl.agent.converge.TestHost;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Test;

class MovingAddressesTest {
  private static final String ONE = "192.0.2.254/32";
  private static final String MOVES = "192.0.2.253/32";
  private static final String OTHER = "192.0.2.252/32";
  private static final HostState BEFORE =
      TestHost.state(List.of(router("VI_1", 51, ONE, MOVES), router("VI_2", 52, OTHER)));
  private static final HostState AFTER =
      TestHost.state(List.of(router("VI_1", 51, ONE), router("VI_2", 52, OTHER, MOVES)));

  @Test
  void anAddressStaysForAWhileIfAnotherDirectorGetsIt() {
    assertThat(moving(BEFORE, AFTER, Set.of("VI_1")))
        .containsExactly(AddressResource.of("eth0", MOVES));
  }

  @Test
  void anythingElseGoesAtOnceOrStaysAnyway() {
    assertThat(moving(BEFORE, AFTER, Set.of("VI_1", "VI_2"))).isEmpty();
    assertThat(moving(BEFORE, AFTER, Set.of("VI_2"))).isEmpty();
    HostState renamed = TestHost.state(List.of(router("outside", 51, ONE, MOVES)));
    assertThat(moving(BEFORE, renamed, Set.of("VI_1"))).isEmpty();
    HostState without = TestHost.state(List.of(router("VI_1", 51, ONE)));
    assertThat(moving(BEFORE, without, Set.of("VI_1"))).as("it goes for good").isEmpty();
  }

  private static List<Resource> moving(HostState before, HostState after, Set<String> masterOf) {
    return MovingAddresses.of(before, after, masterOf::contains);
  }

  private static VirtualRouterSpec router(String name, int vrid, String... vips) {
    return TestRouters.router(name, 2, vrid, "eth0", 100, vips);
  }
}
