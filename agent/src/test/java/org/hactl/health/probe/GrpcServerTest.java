package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check against grpc-java's own server with its own health service. */
class GrpcServerTest {
  private final HealthStatusManager health = new HealthStatusManager();

  @BeforeAll
  static void withoutUnsafe() {
    System.setProperty("io.grpc.netty.shaded.io.netty.noUnsafe", "true");
  }

  @Test
  void theServerAsAWholeServes() throws Exception {
    try (Running server = new Running(builder(), health.getHealthService())) {
      assertThat(server.asked("", null).detail()).isEqualTo("SERVING");
    }
  }

  @Test
  void aServiceIsAskedForByItsName() throws Exception {
    health.setStatus("shop.Cart", ServingStatus.SERVING);
    health.setStatus("shop.Search", ServingStatus.NOT_SERVING);
    try (Running server = new Running(builder(), health.getHealthService())) {
      assertThat(server.asked("shop.Cart", null).success()).isTrue();
      assertThat(server.asked("shop.Search", null).detail())
          .isEqualTo("the service is NOT_SERVING");
      assertThat(server.asked("shop.Lost", null).detail())
          .startsWith("gRPC status 5 (NOT_FOUND): ");
      health.enterTerminalState();
      assertThat(server.asked("shop.Cart", null).detail()).isEqualTo("the service is NOT_SERVING");
    }
  }

  @Test
  void aServerWithoutAHealthServiceFails() throws Exception {
    try (Running server = new Running(builder(), null)) {
      assertThat(server.asked("", null).detail())
          .startsWith("gRPC status 12 (UNIMPLEMENTED): Method not found: grpc.health.v1.Health");
    }
  }

  @Test
  void overTls(@TempDir Path folder) throws Exception {
    Certificates certificates = new Certificates(folder);
    certificates.make("shop", "-ext", "san=dns:shop.example", "-validity", "100");
    NettyServerBuilder secure =
        builder()
            .sslContext(
                GrpcSslContexts.forServer(
                        certificates.pem("shop").toFile(), certificates.key("shop").toFile())
                    .build());
    TlsTerms terms = new TlsTerms("shop.example", Verify.NONE, null, null, MinVersion.TLS_1_2, 14);
    try (Running server = new Running(secure, health.getHealthService())) {
      assertThat(server.asked("", terms).detail())
          .matches("SERVING, certificate valid for (99|100) days");
      assertThat(server.asked("", null).success()).as("in clear text").isFalse();
    }
  }

  private static NettyServerBuilder builder() {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** A server that runs. */
  private record Running(Server server) implements AutoCloseable {
    Running(NettyServerBuilder builder, @Nullable BindableService health) throws Exception {
      this((health == null ? builder : builder.addService(health)).build().start());
    }

    CheckResult asked(String service, @Nullable TlsTerms terms) {
      return Tries.once(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()),
          new CheckSpec.Grpc(Place.REAL_SERVER, service, "shop.example", terms, Tries.TIMING));
    }

    @Override
    public void close() throws InterruptedException {
      server.shutdownNow().awaitTermination();
    }
  }
}
