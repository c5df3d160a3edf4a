package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hactl.api.CapacityView;
import org.hactl.api.CapacityView.SorryView;
import org.hactl.api.CapacityView.Standing;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;
import org.hactl.host.Quorum;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of quorums, sorry servers and slow starts. */
class CapacityMetricsTest {
  @Test
  void aServiceThatHasLostItsQuorum() throws IOException {
    CapacityView lost =
        new CapacityView(
            new Quorum(Quorum.By.WEIGHT, 4, 1),
            Standing.LOST,
            1_000,
            2,
            6,
            new SorryView("192.0.2.99:80", "nat", true, 1, 0L, 0L),
            false,
            List.of());
    assertThat(page(lost))
        .contains("hactl_service_quorum_reached{" + WEB + "} 0.0")
        .contains("hactl_service_quorum_live{" + WEB + "} 2.0")
        .contains("hactl_service_quorum_needed{" + WEB + "} 4.0")
        .contains("hactl_service_sorry_in_use{" + WEB + "} 1.0")
        .contains("hactl_service_kept{" + WEB + "} 0.0")
        .contains("hactl_real_server_site_weight{" + WEB1 + "} 2.0")
        .contains("hactl_real_server_slow_start_percent{" + WEB1 + "} 40.0")
        .contains("hactl_real_server_check_percent{" + WEB1 + "} 50.0");
  }

  @Test
  void aQuorumThatIsNotDecidedIsAbsent() throws IOException {
    assertThat(page(new CapacityView(Quorum.DEFAULT, Standing.UNKNOWN, 1_000, 0, 6)))
        .doesNotContain("hactl_service_quorum_reached{")
        .doesNotContain("hactl_service_sorry_in_use{");
  }

  private static final String WEB = "service=\"web\",virtual=\"192.0.2.9:80/tcp\"";
  private static final String WEB1 =
      "address=\"192.0.2.18:80\",real_server=\"web1\",service=\"web\",virtual=\"192.0.2.9:80/tcp\"";

  private static String page(CapacityView capacity) throws IOException {
    RealServerView web1 =
        RealServerView.builder("web1", "192.0.2.18", 80)
            .siteWeight(2)
            .slowStart(40)
            .byChecks(50)
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MetricsPage.write(
        HostStatus.builder("lvs1")
            .services(
                List.of(
                    new ServiceView(
                        "web", "192.0.2.9:80/tcp", "wlc", "dr", List.of(web1), null, 0, capacity)))
            .build(),
        out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
