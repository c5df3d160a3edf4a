package org.hactl.agent.converge.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hactl.agent.converge.HeldHost;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Test;

/** How a plan shows that a role does not depend on a resource. */
class UntrackedDiffTest {
  private static final AddressResource VIP = AddressResource.of("d1", "10.5.0.254/24");
  private static final VirtualRouterSpec ROUTER = HeldHost.router("VI_1", List.of(VIP));

  @Test
  void aPlanShowsWhatIsNotTracked() {
    assertThat(
            StateDiff.of(
                HeldHost.state(List.of(), List.of(ROUTER)),
                HeldHost.state(List.of(), List.of(ROUTER.withoutTracking(Set.of(VIP.id()))))))
        .singleElement()
        .asString()
        .contains("holds address[d1 10.5.0.254/24]", "track false");
  }
}
