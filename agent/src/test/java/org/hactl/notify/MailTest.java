package org.hactl.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hactl.host.MailPolicy;
import org.junit.jupiter.api.Test;

class MailTest {
  private static final MailTexts NOTICES = new MailTexts("shop", "lvs2");
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void theSubjectSaysItAll() {
    MailMessage notice =
        NOTICES.transition(
            "VI_1", "BACKUP", "FAULT", "tracked", "gw: exit 1", AT, null, "192.168.0.254/24");
    assertThat(notice.subject()).isEqualTo("[shop] lvs2: VI_1 is FAULT (tracked)");
    assertThat(notice.body())
        .contains("state:           BACKUP -> FAULT")
        .contains("reason:          tracked: gw: exit 1")
        .contains("since:           2026-01-02 03:04:05.678 UTC")
        .contains("addresses:       192.168.0.254/24")
        .contains("hactl status");
  }

  @Test
  void saysThatNoRealServerIsLeft() {
    MailMessage notice =
        NOTICES.health("web", "web1 192.168.0.18:80", false, AT, "connection refused", 0);
    assertThat(notice.subject())
        .isEqualTo("[shop] lvs2: web1 192.168.0.18:80 of web is DOWN, nothing left");
    assertThat(notice.body()).contains("connection refused", "the service does not answer");
  }

  @Test
  void reachesTheMailServerInOrder() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    MailPolicy policy =
        new MailPolicy(
            List.of("root@localhost"),
            "hactl@localhost",
            "127.0.0.1",
            server.getSmtp().getPort(),
            5_000);
    List<String> lost = Collections.synchronizedList(new ArrayList<>());
    try (MailQueue queue =
        new MailQueue(
            new SmtpTransport(policy), 1, Duration.ZERO, (notice, why) -> lost.add(why))) {
      queue.add(new MailMessage("first", "one"));
      queue.add(new MailMessage("second", "two"));
      assertThat(server.waitForIncomingEmail(30_000, 2)).isTrue();
      MimeMessage[] received = server.getReceivedMessages();
      assertThat(received[0].getSubject()).isEqualTo("first");
      assertThat(GreenMailUtil.getBody(received[0])).contains("one");
      assertThat(received[1].getSubject()).isEqualTo("second");
      assertThat(received[0].getFrom()[0]).hasToString("hactl@localhost");
      assertThat(lost).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void triesAgainAndSaysWhenItGivesUp() {
    List<String> tried = Collections.synchronizedList(new ArrayList<>());
    List<String> lost = Collections.synchronizedList(new ArrayList<>());
    MailTransport refusing =
        notice -> {
          tried.add(notice.subject());
          throw new IOException("450 try later");
        };
    try (MailQueue queue =
        new MailQueue(
            refusing, 3, Duration.ZERO, (notice, why) -> lost.add(notice.subject() + ": " + why))) {
      queue.add(new MailMessage("first", ""));
      queue.add(new MailMessage("second", ""));
      await().until(() -> lost.size() == 2);
      assertThat(tried).containsExactly("first", "first", "first", "second", "second", "second");
      assertThat(lost).containsExactly("first: 450 try later", "second: 450 try later");
    }
  }
}
