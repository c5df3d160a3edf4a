package org.hactl.module.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;
import org.junit.jupiter.api.Test;

/** Another program has replaced hactl's route with its own: hactl must not remove that route. */
class RouteOfAnotherProgramTest {
  private static final InetPrefix NETWORK = InetPrefix.parse("10.77.0.0/16");

  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");
  private final Host<RouteResource, KernelState<Route>> host = new Host<>(new RouteModule(kernel));

  @Test
  void staysWhenTheRouteLeavesTheSite() throws Exception {
    host.converge(List.of(RouteResource.builder("10.77.0.0/16").via("10.9.0.2").build()));
    Route ours = kernel.routes().list().getFirst();
    kernel.routes().remove(ours);
    Route dhcp =
        Route.builder(NETWORK)
            .gateway(InetAddresses.parse("10.9.0.2"))
            .interfaceName("eth0")
            .protocol(RouteProtocol.parse("dhcp"))
            .build();
    kernel.routes().add(dhcp);
    host.converge(List.of());
    assertThat(kernel.routes().list()).containsExactly(dhcp);
    assertThat(host.owned()).isEmpty();
  }
}
