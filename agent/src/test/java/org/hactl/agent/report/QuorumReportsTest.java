package org.hactl.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.Event;
import org.hactl.health.QuorumView;
import org.hactl.health.QuorumView.Standing;
import org.hactl.health.ServiceQuorums;
import org.hactl.host.CapacitySpec;
import org.hactl.host.HostState;
import org.hactl.host.Quorum;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.notify.MailMessage;
import org.hactl.notify.MailTexts;
import org.hactl.notify.Notification;
import org.junit.jupiter.api.Test;

/** What events, mails and commands say of a quorum. */
class QuorumReportsTest {
  private static final MailTexts TEXTS = new MailTexts("shop", "lvs1");

  @Test
  void aLostQuorumIsTold() {
    QuorumReports report = report(Standing.REACHED, Standing.LOST);
    assertThat(report.event())
        .isEqualTo(new Event.QuorumChanged(1_000, "web", false, "weight 4 ± 1", 2, 6));
    MailMessage mail = report.mail(TEXTS).orElseThrow();
    assertThat(mail.subject()).isEqualTo("[shop] lvs1: web has LOST its quorum");
    assertThat(mail.body()).contains("weight 4 ± 1 lost", "2 of 6", "192.0.2.9:80/tcp");
    Notification told = report.notification(HostState.empty("shop", "lvs1"));
    assertThat(told.arguments()).isEqualTo(List.of("SERVICE", "web", "QUORUM_DOWN", "0"));
    assertThat(told.details())
        .containsEntry("HACTL_QUORUM", "weight 4 ± 1")
        .containsEntry("HACTL_LIVE", "2")
        .containsEntry("HACTL_AT", "1970-01-01T00:00:01Z");
  }

  @Test
  void atTheStartOnlyALostOneIsMailed() {
    assertThat(report(Standing.UNKNOWN, Standing.REACHED).mail(TEXTS)).isEmpty();
    assertThat(report(Standing.UNKNOWN, Standing.LOST).mail(TEXTS)).isPresent();
    assertThat(report(Standing.LOST, Standing.REACHED).mail(TEXTS))
        .hasValueSatisfying(mail ->
            assertThat(mail.subject()).isEqualTo("[shop] lvs1: web has reached its quorum"));
  }

  private static QuorumReports report(Standing from, Standing to) {
    VirtualServiceSpec web =
        VirtualServiceSpec.builder("web", "192.0.2.9", 80)
            .capacity(CapacitySpec.of(new Quorum(Quorum.By.WEIGHT, 4, 1)))
            .build();
    return new QuorumReports(
        new ServiceQuorums.Change(web, new QuorumView(from, 1, 0, 6), new QuorumView(to, 9, 2, 6)),
        1_000);
  }
}
