package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.hactl.agent.status.MetricsPage;
import org.hactl.api.HostStatus;
import org.hactl.host.MetricsPolicy;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private static final HostStatus STATUS =
      HostStatus.builder("lvs1")
          .agent("0.1.0", "d1")
          .generation(4, "d", true, 0)
          .convergence(HostStatus.Convergence.CONVERGED, List.of())
          .drift(new HostStatus.DriftView("correct, every 30s", 0, 0, 0))
          .build();

  @Test
  void answersWhereTheSiteSaysAndNowhereElse() throws Exception {
    ServingError error = new ServingError();
    try (MetricsServer server = new MetricsServer(page(), error);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MetricsPolicy policy = new MetricsPolicy("127.0.0.1", taken.getLocalPort());
      server.follow(policy);
      assertThat(error.text())
          .startsWith("cannot serve metrics on 127.0.0.1:" + taken.getLocalPort())
          .endsWith("it is tried again");
      taken.close();
      server.follow(policy);
      assertThat(error.text()).isEmpty();
      HttpResponse<String> answer = get(policy, "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body()).contains("hactl_generation 4.0");
      assertThat(get(policy, "/").statusCode()).isEqualTo(404);
      server.follow(null);
      try (ServerSocket free =
          new ServerSocket(policy.port(), 1, InetAddress.getLoopbackAddress())) {
        assertThat(free.isBound()).isTrue();
      }
    }
  }

  private static HttpResponse<String> get(MetricsPolicy policy, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://" + policy + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static MetricsServer.Page page() {
    return new MetricsServer.Page() {
      @Override
      public String contentType() {
        return MetricsPage.CONTENT_TYPE;
      }

      @Override
      public void write(OutputStream out) throws IOException {
        MetricsPage.write(STATUS, out);
      }
    };
  }
}
