package org.hactl.control.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatusBuilder;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class SendingDirectorsTest {
  private static final Map<String, HostState> SITE =
      Map.of(
          "lvs1",
          director("lvs1"),
          "lvs2",
          director("lvs2"),
          "web1",
          HostState.empty("shop", "web1"));

  @Test
  void noDirectorOfANewSiteSendsAnywhere() {
    SendingDirectors sending =
        SendingDirectors.of(SITE, List.of(answer("lvs1"), answer("lvs2"), answer("web1")));
    assertThat(sending.maySendTo("web1")).isFalse();
  }

  @Test
  void aDirectorMaySendToTheRealServersOfItsServices() {
    SendingDirectors sending =
        SendingDirectors.of(SITE, List.of(answer("lvs1"), answer("lvs2", "web1")));
    assertThat(sending.maySendTo("web1")).isTrue();
    assertThat(sending.maySendTo("web2")).isFalse();
  }

  @Test
  void aDirectorThatDidNotAnswerMaySendAnywhere() {
    assertThat(
            SendingDirectors.of(SITE, List.of(answer("lvs1"), HostAnswer.silent("lvs2")))
                .maySendTo("web1"))
        .isTrue();
    assertThat(SendingDirectors.of(SITE, List.of(answer("lvs1"))).maySendTo("web1")).isTrue();
    assertThat(SendingDirectors.of(Map.of(), List.of()).maySendTo("web1")).isTrue();
  }

  @Test
  void servicesOfAnotherProgramMaySendAnywhere() {
    HostStatus other =
        status("lvs2").unmanaged(List.of(new ResourceId("ipvs", "192.0.2.1:80/tcp"))).build();
    assertThat(
            SendingDirectors.of(SITE, List.of(answer("lvs1"), HostAnswer.of("lvs2", other, 0)))
                .maySendTo("web1"))
        .isTrue();
  }

  private static HostAnswer answer(String host, String... realServers) {
    List<RealServerView> servers =
        List.of(realServers).stream()
            .map(name -> RealServerView.builder(name, "192.168.0.18", 80).build())
            .toList();
    List<ServiceView> services =
        servers.isEmpty()
            ? List.of()
            : List.of(new ServiceView("web", "192.168.0.254:80/tcp", "rr", "dr", servers, null));
    return HostAnswer.of(host, status(host).services(services).build(), 0);
  }

  private static HostStatusBuilder status(String host) {
    return HostStatus.builder(host)
        .agent("0.1.0", "d")
        .generation(3, "d", true, 0)
        .convergence(Convergence.CONVERGED, List.of())
        .drift(new DriftView("", 0, 0, 0));
  }

  private static HostState director(String host) {
    return HostState.builder("shop", host)
        .virtualServices(
            List.of(VirtualServiceSpec.builder("web", "192.168.0.254", 80).scheduler("rr").build()))
        .build();
  }
}
