package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.HttpRequest;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.ClientCertificate;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCheckerTest {
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static String ca;

  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
    certificates.make("ca", "-ext", "bc:c", "-validity", "3650");
    signed("shop", "-ext", "san=dns:shop.example,ip:127.0.0.1", "-validity", "100");
    signed("soon", "-ext", "san=dns:shop.example", "-validity", "5");
    signed("expired", "-ext", "san=dns:shop.example", "-startdate", "-10d", "-validity", "3");
    certificates.make("selfsigned", "-ext", "san=dns:shop.example");
    certificates.make("other", "-ext", "bc:c");
    ca = certificates.pem("ca").toString();
  }

  private static void signed(String name, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-signer", "ca"));
    all.addAll(List.of(options));
    certificates.make(name, all.toArray(String[]::new));
  }

  @Test
  void aValidCertificatePasses() throws Exception {
    try (Server server = new Server("shop")) {
      CheckResult result = Tries.once(server.address(), tls("shop.example", Verify.FULL, ca));
      assertThat(result.verdict()).isEqualTo(CheckResult.Verdict.SUCCESS);
      assertThat(result.detail()).matches("TLS open, certificate valid for (99|100) days");
      assertThat(result.certificateDays()).isBetween(99L, 100L);
      assertThat(result.warning()).isNull();
      await().untilAsserted(() -> assertThat(asked).containsExactly("shop.example"));
      // An address is no server name; the certificate has it all the same.
      assertThat(Tries.once(server.address(), tls("127.0.0.1", Verify.FULL, ca)).success())
          .isTrue();
      await().untilAsserted(() -> assertThat(asked).containsExactly("shop.example", ""));
    }
  }

  @Test
  void theSocketMayLeaveByAnInterface() throws Exception {
    Place lo = new Place(null, null, null, "lo", null, null);
    TlsTerms terms = new TlsTerms("shop.example", Verify.FULL, ca, null, MinVersion.TLS_1_2, 14);
    try (Server server = new Server("shop")) {
      assertThat(Tries.once(server.address(), new CheckSpec.Tls(lo, terms, Tries.TIMING)).success())
          .isTrue();
    }
  }

  @Test
  void eachTrySeesTheCertificateAnew() throws Exception {
    try (Server server = new Server("shop")) {
      Checker checker =
          Checker.of(
              new Aim(server.address(), "", tls("shop.example", Verify.FULL, ca)), Tries.MEANS);
      for (int n = 0; n < 3; n++) {
        assertThat(checker.check(new Deadline(System::nanoTime, 20_000)).success()).isTrue();
      }
    }
  }

  @Test
  void aWrongNameFailsOnlyWithFull() throws Exception {
    try (Server server = new Server("shop")) {
      assertThat(Tries.once(server.address(), tls("mail.example", Verify.FULL, ca)).detail())
          .startsWith("TLS: the certificate has another name: ")
          .contains("mail.example");
      assertThat(Tries.once(server.address(), tls("mail.example", Verify.CHAIN, ca)).success())
          .isTrue();
    }
  }

  @Test
  void anExpiredCertificateFailsUnlessNothingIsVerified() throws Exception {
    try (Server server = new Server("expired")) {
      CheckResult refused = Tries.once(server.address(), tls("shop.example", Verify.CHAIN, ca));
      assertThat(refused.detail())
          .startsWith("TLS: a certificate of the chain has expired; the server's is valid until ");
      assertThat(refused.certificateDays()).isBetween(-8L, -7L);
      CheckResult result = Tries.once(server.address(), tls(null, Verify.NONE, null));
      assertThat(result.success()).isTrue();
      assertThat(result.detail()).startsWith("TLS open, the certificate expired on ");
      assertThat(result.warning()).startsWith("the certificate expired on ");
    }
  }

  @Test
  void aCertificateThatExpiresSoonWarns() throws Exception {
    try (Server server = new Server("soon")) {
      CheckResult result = Tries.once(server.address(), tls("shop.example", Verify.FULL, ca));
      assertThat(result.success()).isTrue();
      assertThat(result.warning()).matches("the certificate expires on .*, in [45] days");
      Means later =
          new Means(
              Socket::new,
              () -> Instant.now().plus(30, ChronoUnit.DAYS),
              Tries.MEANS.echoes(),
              Tries.MEANS.scripts(),
              Neighbours.NONE);
      assertThat(
              Tries.once(server.address(), tls("shop.example", Verify.FULL, ca), later).warning())
          .startsWith("the certificate expired on ");
    }
  }

  @Test
  void aCertificateOfAnUnknownIssuerFails() throws Exception {
    try (Server server = new Server("selfsigned")) {
      String unknown = "TLS: no trusted CA has signed the certificate; its issuer is CN=selfsigned";
      assertThat(Tries.once(server.address(), tls("shop.example", Verify.FULL, ca)).detail())
          .isEqualTo(unknown);
      assertThat(Tries.once(server.address(), tls("shop.example", Verify.CHAIN, null)).detail())
          .isEqualTo(unknown);
      String own = certificates.pem("selfsigned").toString();
      assertThat(Tries.once(server.address(), tls("shop.example", Verify.FULL, own)).success())
          .isTrue();
    }
  }

  @Test
  void aServerThatNeedsAServerNameGetsIt() throws Exception {
    try (Server server = new Server("shop", true, false)) {
      assertThat(Tries.once(server.address(), tls("shop.example", Verify.FULL, ca)).success())
          .isTrue();
      assertThat(Tries.once(server.address(), tls(null, Verify.NONE, null)).success()).isFalse();
    }
  }

  @Test
  void aClientCertificateIsShown() throws Exception {
    try (Server server = new Server("shop", false, true)) {
      ClientCertificate client =
          new ClientCertificate(
              certificates.pem("soon").toString(), certificates.key("soon").toString());
      assertThat(Tries.once(server.address(), https(client)).detail())
          .startsWith("HTTP status 200, certificate valid for ");
      assertThat(Tries.once(server.address(), https(null)).success()).isFalse();
    }
  }

  @Test
  void aFileThatCannotBeUsedIsNoResult() throws Exception {
    try (Server server = new Server("shop")) {
      String missing = folder.resolve("missing.pem").toString();
      assertThat(Tries.once(server.address(), tls("shop.example", Verify.FULL, missing)))
          .isEqualTo(
              CheckResult.notTried("TLS: cannot use " + missing + ": there is no such file"));
      Path damaged = Files.writeString(folder.resolve("damaged.pem"), "no certificate");
      assertThat(
              Tries.once(server.address(), tls("shop.example", Verify.FULL, damaged.toString()))
                  .verdict())
          .isEqualTo(CheckResult.Verdict.NONE);
      ClientCertificate client =
          new ClientCertificate(certificates.pem("soon").toString(), damaged.toString());
      assertThat(Tries.once(server.address(), https(client)).detail())
          .contains("openssl pkcs8 -topk8");
    }
  }

  @Test
  void anOldVersionFails() throws Exception {
    try (Server server = new Server("shop")) {
      server.protocols = new String[] {"TLSv1.2"};
      TlsTerms terms = new TlsTerms("shop.example", Verify.FULL, ca, null, MinVersion.TLS_1_3, 14);
      assertThat(
              Tries.once(
                      server.address(), new CheckSpec.Tls(Place.REAL_SERVER, terms, Tries.TIMING))
                  .detail())
          .startsWith("TLS: ");
      assertThat(Tries.once(server.address(), tls("shop.example", Verify.FULL, ca)).success())
          .isTrue();
    }
  }

  @Test
  void whatIsNotTlsFails() throws Exception {
    CheckSpec check = tls("shop.example", Verify.FULL, ca);
    // The script waits for an empty line, which no client of TLS sends: it answers at once.
    try (Plain server =
        new Plain(out -> out.write("220 mail ESMTP\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(Tries.once(server.address(), check).detail()).startsWith("TLS: ");
    }
    try (Plain server = new Plain(out -> {})) {
      assertThat(Tries.once(server.address(), check).success()).isFalse();
    }
    try (Plain server =
        new Plain(out -> {
          while (true) {
            out.write(new byte[4096]);
          }
        })) {
      assertThat(Tries.once(server.address(), check).success()).isFalse();
    }
  }

  @Test
  void aHandshakeThatDripsOrHangsEndsByTheDeadline() throws Exception {
    CheckSpec check = tls("shop.example", Verify.FULL, ca);
    CountDownLatch over = new CountDownLatch(1);
    try (Plain server = new Plain(out -> over.await())) {
      assertThat(Tries.shortly(server.address(), check).detail()).endsWith("no answer in time");
    }
    // The head of a record of 16 KiB, and then a byte now and then.
    try (Plain server =
        new Plain(out -> {
          out.write(new byte[] {22, 3, 3, 0x40, 0});
          while (!over.await(10, TimeUnit.MILLISECONDS)) {
            out.write(2);
          }
        })) {
      assertThat(Tries.shortly(server.address(), check).detail()).endsWith("no answer in time");
    } finally {
      over.countDown();
    }
  }

  /** The server writes down a name after the client has its result. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private static CheckSpec tls(@Nullable String name, Verify verify, @Nullable String caFile) {
    return new CheckSpec.Tls(
        Place.REAL_SERVER,
        new TlsTerms(name, verify, caFile, null, MinVersion.TLS_1_2, 14),
        Tries.TIMING);
  }

  private static CheckSpec https(@Nullable ClientCertificate client) {
    return new CheckSpec.Http(
        Place.REAL_SERVER,
        HttpRequest.get("/", "shop.example"),
        Tries.OK,
        new TlsTerms("shop.example", Verify.FULL, ca, client, MinVersion.TLS_1_2, 14),
        Tries.TIMING);
  }

  /** Says something on each connection without reading. */
  private static final class Plain implements AutoCloseable {
    private interface Script {
      void run(OutputStream out) throws Exception;
    }

    private final ServerSocket listener =
        new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final Script script;

    Plain(Script script) throws IOException {
      this.script = script;
      Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
      return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void serve() {
      while (!listener.isClosed()) {
        try (Socket connection = listener.accept()) {
          script.run(connection.getOutputStream());
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

  /** A server with TLS that answers HTTP. */
  private final class Server implements AutoCloseable {
    private final TlsServer server;
    private final boolean wantsClient;
    private volatile String[] protocols = {"TLSv1.3", "TLSv1.2"};

    Server(String certificate) throws Exception {
      this(certificate, false, false);
    }

    Server(String certificate, boolean onlyByName, boolean wantsClient) throws Exception {
      this.wantsClient = wantsClient;
      server = new TlsServer(certificates.server(certificate, onlyByName), this::answer);
    }

    InetSocketAddress address() {
      return server.address();
    }

    private void answer(SSLSocket secure) throws IOException {
      secure.setEnabledProtocols(protocols);
      secure.setNeedClientAuth(wantsClient);
      secure.startHandshake();
      var names = ((ExtendedSSLSession) secure.getSession()).getRequestedServerNames();
      asked.add(
          names.isEmpty()
              ? ""
              : new String(names.getFirst().getEncoded(), StandardCharsets.US_ASCII));
      StringBuilder request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0) {
        int b = secure.getInputStream().read();
        if (b < 0) {
          return;
        }
        request.append((char) b);
      }
      secure
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
