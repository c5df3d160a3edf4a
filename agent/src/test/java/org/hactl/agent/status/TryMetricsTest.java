package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;
import org.hactl.api.TryView;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of the last tries of checks. */
class TryMetricsTest {
  private static final String WEB1 =
      "real_server=\"web1\",service=\"web\",virtual=\"192.0.2.9:443/tcp\"";

  @Test
  void eachCheckHasItsOwnValues() throws IOException {
    TryView https = new TryView("1 https", false, "HTTP status 503", 12_500, 40, 13L);
    TryView tcp = new TryView("2 tcp", true, "connected", 13_000, 0.25, null);

    assertThat(page(https, tcp))
        .contains("hactl_check_passed{" + labels("1 https") + "} 0.0")
        .contains("hactl_check_time_seconds{" + labels("1 https") + "} 12.5")
        .contains("hactl_check_duration_seconds{" + labels("1 https") + "} 0.04")
        .contains("hactl_check_certificate_days{" + labels("1 https") + "} 13.0")
        .contains("hactl_check_passed{" + labels("2 tcp") + "} 1.0")
        .contains("hactl_check_duration_seconds{" + labels("2 tcp") + "} 2.5E-4")
        .doesNotContain("hactl_check_certificate_days{" + labels("2 tcp"));
  }

  @Test
  void aTryThatThisHostCouldNotMakeHasNoResult() throws IOException {
    assertThat(page(new TryView("tcp", null, "this host could not try", 1_000, 1, null)))
        .contains("hactl_check_time_seconds{" + labels("tcp") + "} 1.0")
        .doesNotContain("hactl_check_passed{");
  }

  private static String labels(String check) {
    return "address=\"192.0.2.18:443\",check=\"" + check + "\"," + WEB1;
  }

  private static String page(TryView... tries) throws IOException {
    RealServerView web1 =
        RealServerView.builder("web1", "192.0.2.18", 443).tries(List.of(tries)).build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MetricsPage.write(
        HostStatus.builder("lvs1")
            .services(
                List.of(new ServiceView("web", "192.0.2.9:443/tcp", "wlc", "dr", List.of(web1))))
            .build(),
        out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
