package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Smtp.Security;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpCheckerTest {
  private static final TlsTerms ANY =
      new TlsTerms(null, Verify.NONE, null, null, MinVersion.TLS_1_2, 14);

  @TempDir private Path folder;

  private final List<String> heard = new CopyOnWriteArrayList<>();

  @Test
  void aMailServerGreets() {
    GreenMail mail =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
            });
    mail.start();
    try {
      assertThat(Tries.once(local(mail.getSmtp().getPort()), smtp(Security.NONE, null)))
          .isEqualTo(CheckResult.success("greeted"));
      assertThat(Tries.once(local(mail.getSmtps().getPort()), smtp(Security.TLS, ANY)).detail())
          .startsWith("greeted, ");
      // Its certificate is its own.
      TlsTerms full = new TlsTerms("mail.example", Verify.FULL, null, null, MinVersion.TLS_1_2, 14);
      assertThat(Tries.once(local(mail.getSmtps().getPort()), smtp(Security.TLS, full)).detail())
          .startsWith("TLS: no trusted CA has signed the certificate");
    } finally {
      mail.stop();
    }
  }

  @Test
  void answersMayHaveManyLines() throws Exception {
    try (Server server =
        new Server(
            "220-mail.example\r\n220-a rule\r\n220 ESMTP\r\n",
            "250-mail.example\r\n250 PIPELINING\r\n",
            "221 bye\r\n")) {
      assertThat(Tries.once(server.address(), smtp(Security.NONE, null)).success()).isTrue();
      assertThat(heard).containsExactly("EHLO [127.0.0.1]", "QUIT");
    }
  }

  @Test
  void aServerThatRefusesFails() throws Exception {
    try (Server server = new Server("421 too busy\r\n")) {
      assertThat(Tries.once(server.address(), smtp(Security.NONE, null)))
          .isEqualTo(CheckResult.failure("greeting: 421 too busy"));
    }
    try (Server server = new Server("554-no\r\n554 no service\r\n")) {
      assertThat(Tries.once(server.address(), smtp(Security.NONE, null)).detail())
          .isEqualTo("greeting: 554 no service");
    }
    try (Server server = new Server("220 hello\r\n", "550 no\r\n")) {
      assertThat(Tries.once(server.address(), smtp(Security.NONE, null)))
          .isEqualTo(CheckResult.failure("EHLO: 550 no"));
    }
    try (Server server = new Server("220 hello\r\n", "250 ok\r\n", "454 not now\r\n")) {
      assertThat(Tries.once(server.address(), smtp(Security.STARTTLS, ANY)))
          .isEqualTo(CheckResult.failure("STARTTLS: 454 not now"));
    }
  }

  @Test
  void whatIsNotSmtpFails() throws Exception {
    try (Server server = new Server("HTTP/1.1 400 Bad Request\r\n")) {
      assertThat(Tries.once(server.address(), smtp(Security.NONE, null)))
          .isEqualTo(CheckResult.failure("greeting: not SMTP: \"HTTP/1.1 400 Bad Request\""));
    }
    try (Server server = new Server("220-x\r\n".repeat(200))) {
      assertThat(Tries.once(server.address(), smtp(Security.NONE, null)).detail())
          .contains("more than 100 lines");
    }
    try (Server server = new Server("220 hello\r\n", "")) {
      assertThat(Tries.once(server.address(), smtp(Security.NONE, null)).success()).isFalse();
    }
  }

  @Test
  void tlsBeginsInTheMiddle() throws Exception {
    Certificates certificates = new Certificates(folder);
    certificates.make("mail", "-ext", "san=dns:mail.example");
    TlsTerms own =
        new TlsTerms(
            "mail.example",
            Verify.FULL,
            certificates.pem("mail").toString(),
            null,
            MinVersion.TLS_1_2,
            14);
    try (Server server = new Server("220 hello\r\n", "250 STARTTLS\r\n", "220 go ahead\r\n")) {
      server.certificates = certificates;
      CheckResult result = Tries.once(server.address(), smtp(Security.STARTTLS, own));
      assertThat(result.detail()).startsWith("greeted, certificate valid for ");
      assertThat(heard).containsExactly("EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", "QUIT");
    }
  }

  @Test
  void aServerThatDripsOrHangsEndsByTheDeadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Server server = new Server()) {
      server.first =
          out -> {
            while (!over.await(10, TimeUnit.MILLISECONDS)) {
              out.write('2');
            }
          };
      assertThat(Tries.shortly(server.address(), smtp(Security.NONE, null)).detail())
          .endsWith("no answer in time");
      server.first = _ -> over.await();
      assertThat(Tries.shortly(server.address(), smtp(Security.NONE, null)).detail())
          .endsWith("no answer in time");
    } finally {
      over.countDown();
    }
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  private static CheckSpec smtp(Security security, @Nullable TlsTerms tls) {
    return new CheckSpec.Smtp(Place.REAL_SERVER, null, security, tls, Tries.TIMING);
  }

  /** Says these texts, the first at once and each further one after a line of the client. */
  private final class Server implements AutoCloseable {
    private interface First {
      void say(OutputStream out) throws Exception;
    }

    private final ServerSocket listener =
        new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final List<String> texts;
    private volatile First first = _ -> {};
    private volatile @Nullable Certificates certificates;

    Server(String... texts) throws Exception {
      this.texts = List.of(texts);
      Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
      return local(listener.getLocalPort());
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          Socket connection = listener.accept();
          Thread.ofVirtual().start(() -> serve(connection));
        } catch (Exception _) {
          return;
        }
      }
    }

    private void serve(Socket connection) {
      try (connection) {
        first.say(connection.getOutputStream());
        talk(connection, texts);
        Certificates own = certificates;
        if (own != null) {
          SSLSocket secure =
              (SSLSocket)
                  own.server("mail", false).getSocketFactory().createSocket(connection, null, true);
          secure.setUseClientMode(false);
          secure.startHandshake();
          talk(secure, List.of("", "250 ok\r\n", "221 bye\r\n"));
        }
      } catch (Exception _) {
        // The check has gone.
      }
    }

    private void talk(Socket connection, List<String> says) throws Exception {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII), 1);
      for (int n = 0; n < says.size(); n++) {
        if (n > 0) {
          String line = in.readLine();
          if (line == null) {
            return;
          }
          heard.add(line);
        }
        connection.getOutputStream().write(says.get(n).getBytes(StandardCharsets.US_ASCII));
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
