package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.host.PersistenceOptions;
import org.hactl.host.RealServerOptions;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.ipvs.IpvsResource.Destination;
import org.hactl.module.ipvs.IpvsResource.Forward;
import org.hactl.reconcile.ServiceResources.Member;
import org.junit.jupiter.api.Test;

class LinuxResourcesTest {
  private static final VirtualServiceSpec WEB =
      VirtualServiceSpec.builder("web", "192.168.0.254", 80).build();

  private final LinuxResources resources = new LinuxResources();

  @Test
  void aRealServerHasItsOwnMethodAndThresholds() {
    RealServerOptions own =
        RealServerOptions.NONE.withForward(ForwardMethod.NAT).withConnections(100, 80);
    VirtualServiceSpec web =
        WEB.withRealServers(
            List.of(
                new RealServerSpec("web1", "192.168.0.18", 80, 1),
                new RealServerSpec("web2", "192.168.0.20", 8080, 1, own)));

    assertThat(
            destinations(
                web, new Member("192.168.0.18", 80, 1), new Member("192.168.0.20", 8080, 3)))
        .containsExactly(
            Destination.of("192.168.0.18", 80, Forward.DR, 1),
            new Destination("192.168.0.20", 8080, Forward.NAT, 3, 100, 80, null));
  }

  @Test
  void aServiceTellsWhoCountsAsOneClient() {
    VirtualServiceSpec web =
        WEB.toBuilder()
            .persistenceMillis(300_000)
            .persistenceOptions(new PersistenceOptions(24, "sip"))
            .build();

    IpvsResource made = (IpvsResource) resources.virtualService(web, List.of());

    assertThat(made.persistenceSeconds()).isEqualTo(300);
    assertThat(made.persistencePrefix()).isEqualTo(24);
    assertThat(made.persistenceEngine()).isEqualTo("sip");
  }

  private List<Destination> destinations(VirtualServiceSpec service, Member... members) {
    return ((IpvsResource) resources.virtualService(service, List.of(members))).destinations();
  }
}
