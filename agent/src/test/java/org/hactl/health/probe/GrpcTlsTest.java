package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
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
    try (Server server = new Server("http/1.1", "h2")) {
      CheckResult result = Tries.once(server.address(), check(Verify.NONE));
      assertThat(result.detail()).matches("SERVING, certificate valid for (99|100) days");
      assertThat(result.certificateDays()).isBetween(99L, 100L);
    }
  }

  @Test
  void aServerThatDoesNotChooseItFails() throws Exception {
    try (Server server = new Server()) {
      CheckResult result = Tries.once(server.address(), check(Verify.NONE));
      assertThat(result.detail())
          .isEqualTo("TLS: the server has not chosen the protocol h2 (ALPN)");
      assertThat(result.certificateDays()).isBetween(99L, 100L);
    }
    try (Server server = new Server("http/1.1")) {
      assertThat(Tries.once(server.address(), check(Verify.NONE)).detail()).startsWith("TLS: ");
    }
  }

  @Test
  void theCertificateIsVerified() throws Exception {
    try (Server server = new Server("h2")) {
      assertThat(Tries.once(server.address(), check(Verify.FULL)).detail())
          .startsWith("TLS: no trusted CA has signed the certificate");
    }
  }

  private static CheckSpec check(Verify verify) {
    TlsTerms terms = new TlsTerms("shop.example", verify, null, null, MinVersion.TLS_1_2, 14);
    return new CheckSpec.Grpc(Place.REAL_SERVER, "", "shop.example", terms, Tries.TIMING);
  }

  private static final class Server implements AutoCloseable {
    private final ServerSocket listener =
        new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final SSLContext context = certificates.server("shop", false);
    private final String[] protocols;

    Server(String... protocols) throws Exception {
      this.protocols = protocols;
      Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
      return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void serve() {
      while (!listener.isClosed()) {
        try (Socket connection = listener.accept();
            SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(connection, null, true)) {
          secure.setUseClientMode(false);
          SSLParameters parameters = secure.getSSLParameters();
          parameters.setApplicationProtocols(protocols);
          secure.setSSLParameters(parameters);
          var _ = TestFrames.read(secure.getInputStream(), false);
          secure.getOutputStream().write(TestFrames.serving());
        } catch (Exception _) {
          // The check has gone.
        }
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
