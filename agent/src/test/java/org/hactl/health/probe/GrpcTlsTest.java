package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import org.hactl.health.http2.TestFrames;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gRPC over TLS, where the server chooses HTTP/2 by ALPN. */
class GrpcTlsTest {
  @TempDir private static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
    certificates.make("shop", "-ext", "san=dns:shop.example", "-validity", "100");
  }

  @Test
  void aServerThatChoosesHttp2Serves() throws Exception {
    try (TlsServer server = server("http/1.1", "h2")) {
      CheckResult result = Tries.once(server.address(), check(Verify.NONE));
      assertThat(result.detail()).matches("SERVING, certificate valid for (99|100) days");
      assertThat(result.certificateDays()).isBetween(99L, 100L);
    }
  }

  @Test
  void aServerThatDoesNotChooseItFails() throws Exception {
    try (TlsServer server = server()) {
      CheckResult result = Tries.once(server.address(), check(Verify.NONE));
      assertThat(result.detail())
          .isEqualTo("TLS: the server has not chosen the protocol h2 (ALPN)");
      assertThat(result.certificateDays()).isBetween(99L, 100L);
    }
    try (TlsServer server = server("http/1.1")) {
      assertThat(Tries.once(server.address(), check(Verify.NONE)).detail()).startsWith("TLS: ");
    }
  }

  @Test
  void theCertificateIsVerified() throws Exception {
    try (TlsServer server = server("h2")) {
      assertThat(Tries.once(server.address(), check(Verify.FULL)).detail())
          .startsWith("TLS: no trusted CA has signed the certificate");
    }
  }

  private static CheckSpec check(Verify verify) {
    TlsTerms terms = new TlsTerms("shop.example", verify, null, null, MinVersion.TLS_1_2, 14);
    return new CheckSpec.Grpc(Place.REAL_SERVER, "", "shop.example", terms, Tries.TIMING);
  }

  /** Chooses by ALPN one of these protocols, and answers SERVING. */
  private static TlsServer server(String... protocols) throws Exception {
    return new TlsServer(
        certificates.server("shop", false),
        connection -> {
          SSLParameters parameters = connection.getSSLParameters();
          parameters.setApplicationProtocols(protocols);
          connection.setSSLParameters(parameters);
          var _ = TestFrames.read(connection.getInputStream(), false);
          connection.getOutputStream().write(TestFrames.serving());
        });
  }
}
