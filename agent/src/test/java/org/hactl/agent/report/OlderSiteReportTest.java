package org.hactl.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.notify.MailMessage;
import org.hactl.notify.MailTexts;
import org.hactl.notify.Notification;
import org.junit.jupiter.api.Test;

/** What mails and hooks say about a host with an older version of the site. */
class OlderSiteReportTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final MailTexts TEXTS = new MailTexts("shop", "lvs1");

  @Test
  void theMailNamesBothVersionsAndTheNextStep() {
    MailMessage mail = TEXTS.olderSite(7, 9, "lvs2", List.of("VI_1", "VI_2"), AT);
    assertThat(mail.subject()).isEqualTo("[shop] lvs1: holds an older site (serial 7 of 9)");
    assertThat(mail.body())
        .contains("9, held by lvs2", "VI_1, VI_2 do not preempt lvs2", "hactl apply");
    assertThat(TEXTS.olderSiteOver(9, AT).subject())
        .isEqualTo("[shop] lvs1: holds the newest site again (serial 9)");
  }

  @Test
  void hooksGetItForEachRouter() {
    NotificationFormat format = new NotificationFormat();
    format.configure(
        HostState.builder("shop", "lvs1")
            .virtualRouters(List.of(TestRouters.router("VI_1", "eth0", "192.0.2.254/24")))
            .build());
    List<Notification> told = format.olderSite(List.of("VI_1"), 7, 9, "lvs2", AT);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().state()).isEqualTo("OLDER_SITE");
    assertThat(told.getFirst().details())
        .containsEntry("HACTL_SITE_SERIAL", "7")
        .containsEntry("HACTL_NEWEST_SERIAL", "9")
        .containsEntry("HACTL_PEER", "lvs2")
        .containsEntry("HACTL_ADDRESSES", "192.0.2.254");
  }
}
