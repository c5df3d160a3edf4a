package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hactl.health.ServiceHealth;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.junit.jupiter.api.Test;

class ServicesDigestTest {
  private static final RealServerSpec WEB1 = new RealServerSpec("web1", "192.0.2.18", 80, 1);
  private static final RealServerSpec WEB2 = new RealServerSpec("web2", "192.0.2.20", 80, 1);
  private static final ServiceHealth WELL = new ServiceHealth(1, 0, 0, 1);

  @Test
  void isEqualForTheSameServicesInAnyOrder() {
    assertThat(of(state("lvs1", service("web", WEB1, WEB2), service("mail", WEB1))))
        .isPresent()
        .isEqualTo(of(state("lvs2", service("mail", WEB1), service("web", WEB2, WEB1))));
    assertThat(of(state("lvs1"))).isPresent().isNotEqualTo(of(state("lvs1", service("web"))));
  }

  @Test
  void differsWithEachThingThatDirectorsAreComparedBy() {
    Optional<String> before = of(state("lvs1", service("web", WEB1)));
    assertThat(of(state("lvs1", service("shop", WEB1)))).isNotEqualTo(before);
    assertThat(of(state("lvs1", service("web", WEB2)))).isNotEqualTo(before);
    assertThat(of(state("lvs1", service("web", WEB1, WEB2)))).isNotEqualTo(before);
    VirtualServiceSpec other =
        VirtualServiceSpec.builder("web", "192.0.2.254", 81)
            .scheduler("rr")
            .realServers(List.of(WEB1))
            .build();
    assertThat(of(state("lvs1", other))).isNotEqualTo(before);
  }

  @Test
  void aServiceWithoutARealServerIsTold() {
    HostState state = state("lvs1", service("web", WEB1, WEB2));
    assertThat(ServicesDigest.of(state, _ -> new ServiceHealth(1, 1, 0, 0), Holds.NONE)).isEmpty();
    assertThat(ServicesDigest.of(state, _ -> null, Holds.NONE)).isEmpty();
    Hold drain = new Hold.Drain("web1", null, new Hold.Word(Hold.State.HELD, "ann@desk", "", 5, 5));
    assertThat(ServicesDigest.of(state, _ -> WELL, Holds.of(List.of(drain)))).isEmpty();
  }

  private static Optional<String> of(HostState state) {
    return ServicesDigest.of(state, _ -> WELL, Holds.NONE);
  }

  private static HostState state(String host, VirtualServiceSpec... services) {
    return HostState.empty("shop", host).withVirtualServices(List.of(services));
  }

  private static VirtualServiceSpec service(String name, RealServerSpec... servers) {
    return VirtualServiceSpec.builder(name, "192.0.2.254", 80)
        .scheduler("rr")
        .realServers(List.of(servers))
        .build();
  }
}
