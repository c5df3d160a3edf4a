package org.hactl.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.agent.engines.TwoMastersText;
import org.hactl.api.Event;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.net.InetAddresses;
import org.hactl.notify.MailMessage;
import org.hactl.notify.Notification;
import org.hactl.notify.Subject;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal, mails and hooks say about VRRP events. */
class VrrpReportsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final InetAddress PEER = InetAddresses.parse("192.0.2.3");

  private final List<Event> journal = new ArrayList<>();
  private final List<MailMessage> mails = new ArrayList<>();
  private final VrrpReports reports = new VrrpReports(journal::add, mails::add);
  private final NotificationFormat notifications = new NotificationFormat();

  @BeforeEach
  void begin() {
    configure(List.of("VI_1"), List.of());
  }

  @Test
  void twoMastersAreNamedWithTheReasonAndWhatToDo() {
    OtherMaster other = new OtherMaster(PEER, 90, RejectReason.PASSWORD, AT);
    reports.report(new VrrpEvent.OtherMasterSeen("VI_1", other, AT));
    String text =
        "192.0.2.3 also says it is master with priority 90; we reject its advertisements: the"
            + " password differs: give both directors the same password";
    assertThat(journal)
        .containsExactly(
            new Event.TwoMasters(AT.toEpochMilli(), "VI_1", "192.0.2.3", 90, "password", text));
    assertThat(mails).hasSize(1);
    assertThat(mails.getFirst().subject())
        .isEqualTo("[shop] lvs1: VI_1 has TWO MASTERS, 192.0.2.3 as well");
    assertThat(mails.getFirst().body()).contains(text, "192.0.2.254");
    reports.report(new VrrpEvent.OtherMasterGone("VI_1", PEER, Duration.ofSeconds(3), AT));
    assertThat(mails.getLast().subject()).isEqualTo("[shop] lvs1: VI_1 has one master again");
  }

  @Test
  void everyReasonHasAText() {
    assertThat(TwoMastersText.of(new OtherMaster(PEER, 0, null, AT)))
        .startsWith("192.0.2.3 also says it is master; we accept its advertisements");
    for (RejectReason reason : RejectReason.values()) {
      assertThat(TwoMastersText.of(new OtherMaster(PEER, 0, reason, AT)))
          .startsWith(
              reason == RejectReason.ADDRESS_LIST
                  ? "192.0.2.3 also says it is master; its addresses differ from ours"
                  : "192.0.2.3 also says it is master; we reject its advertisements: ")
          .doesNotEndWith(".");
    }
  }

  @Test
  void aGroupIsMailedOnceAndNotForEachOfItsRouters() {
    configure(List.of("VI_1", "VI_2"), List.of("VI_1", "VI_2"));
    reports.report(transition("VI_1", State.BACKUP, State.MASTER));
    reports.report(transition("VI_2", State.BACKUP, State.MASTER));
    reports.report(
        new VrrpEvent.GroupTransition(
            "VG_1", State.BACKUP, State.MASTER, Reason.ADVERT_TIMEOUT, AT));
    assertThat(mails)
        .extracting(MailMessage::subject)
        .containsExactly("[shop] lvs1: group VG_1 is MASTER (advert-timeout)");
    assertThat(journal).hasSize(3);
  }

  @Test
  void aChangedPriorityIsJournalledAndNotMailed() {
    reports.report(new VrrpEvent.PriorityChange("VI_1", 100, 80, AT));
    assertThat(journal)
        .containsExactly(new Event.PriorityChanged(AT.toEpochMilli(), "VI_1", 100, 80));
    assertThat(mails).isEmpty();
  }

  @Test
  void aMasterOfLowerPriorityIsLoggedOnceAMinute() {
    for (int second = 0; second < 120; second++) {
      reports.report(new VrrpEvent.LowerPriorityPeer("VI_1", PEER, 90, AT.plusSeconds(second)));
    }
    assertThat(journal).hasSize(2);
  }

  @Test
  void programsGetTheWordsOfKeepalived() {
    assertThat(told(transition("VI_1", State.BACKUP, State.MASTER)).line())
        .isEqualTo("INSTANCE \"VI_1\" MASTER 100\n");
    Notification priority = told(new VrrpEvent.PriorityChange("VI_1", 100, 80, AT));
    assertThat(priority.line()).isEqualTo("INSTANCE \"VI_1\" MASTER_PRIORITY 80\n");
    assertThat(priority.details()).containsEntry("HACTL_PRIORITY_FROM", "100");
    assertThat(told(transition("VI_1", State.MASTER, State.FAULT, 80)).line())
        .isEqualTo("INSTANCE \"VI_1\" FAULT 80\n");
    assertThat(told(new VrrpEvent.PriorityChange("VI_1", 80, 80, AT)).line())
        .isEqualTo("INSTANCE \"VI_1\" BACKUP_PRIORITY 80\n");
    assertThat(told(new VrrpEvent.LowerPriorityPeer("VI_1", PEER, 90, AT)).line())
        .isEqualTo("INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 80\n");
    assertThat(
            told(new VrrpEvent.GroupTransition(
                    "VG_1", State.BACKUP, State.MASTER, Reason.ADVERT_TIMEOUT, AT))
                .line())
        .isEqualTo("GROUP \"VG_1\" MASTER 0\n");
    assertThat(
            notifications
                .of(transition("VI_1", State.FAULT, State.INIT), true)
                .map(Notification::state))
        .contains("STOP");
  }

  @Test
  void commandsGetTwoMastersWithTheReason() {
    OtherMaster other = new OtherMaster(PEER, 90, RejectReason.PASSWORD, AT);
    told(transition("VI_1", State.BACKUP, State.MASTER));
    Notification two = told(new VrrpEvent.OtherMasterSeen("VI_1", other, AT));
    assertThat(two.arguments()).containsExactly("INSTANCE", "VI_1", "TWO_MASTERS", "100");
    assertThat(two.details())
        .containsEntry("HACTL_REASON", "password")
        .containsEntry("HACTL_DETAIL", TwoMastersText.of(other))
        .containsEntry("HACTL_PEER", "192.0.2.3")
        .containsEntry("HACTL_PEER_PRIORITY", "90")
        .containsEntry("HACTL_ADDRESSES", "192.0.2.254");
    assertThat(
            told(new VrrpEvent.OtherMasterSeen("VI_1", new OtherMaster(PEER, 90, null, AT), AT))
                .details())
        .doesNotContainKey("HACTL_REASON");
    Notification over =
        told(new VrrpEvent.OtherMasterGone("VI_1", PEER, Duration.ofSeconds(3), AT));
    assertThat(over.state()).isEqualTo("TWO_MASTERS_OVER");
    assertThat(over.details()).containsEntry("HACTL_PEER", "192.0.2.3");
  }

  @Test
  void aRemovedRouterIsReportedWithItsLastSettings() {
    configure(List.of(), List.of());
    Notification gone = told(transition("VI_1", State.MASTER, State.INIT));
    assertThat(gone.line()).isEqualTo("INSTANCE \"VI_1\" DELETED 100\n");
    assertThat(gone.about()).isEqualTo(Subject.router("VI_1"));
    assertThat(gone.details())
        .containsEntry("HACTL_INTERFACE", "eth0")
        .containsEntry("HACTL_VRID", "51")
        .containsEntry("HACTL_ADDRESSES", "192.0.2.254")
        .containsEntry("HACTL_FROM", "MASTER")
        .containsEntry("HACTL_REASON", "advert-timeout")
        .containsEntry("HACTL_PEER", "192.0.2.3")
        .containsEntry("HACTL_PEER_PRIORITY", "90");
  }

  private Notification told(VrrpEvent event) {
    Optional<Notification> told = notifications.of(event, false);
    return told.orElseThrow();
  }

  private static Transition transition(String router, State from, State to) {
    return transition(router, from, to, 100);
  }

  private static Transition transition(String router, State from, State to, int priority) {
    return new Transition(
        router,
        new Effect.ChangeState(from, to, Reason.ADVERT_TIMEOUT, PEER, 90),
        AT,
        0,
        priority,
        null);
  }

  private void configure(List<String> routers, List<String> grouped) {
    HostState state =
        HostState.builder("shop", "lvs1")
            .virtualRouters(routers.stream().map(VrrpReportsTest::router).toList())
            .vrrp(
                new VrrpPolicy(
                    grouped.isEmpty()
                        ? List.of()
                        : List.of(
                            new VrrpPolicy.SyncGroupSpec("VG_1", grouped, List.of(), List.of())),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false))
            .build();
    reports.configure(state);
    notifications.configure(state);
  }

  private static VirtualRouterSpec router(String name) {
    return TestRouters.router(name, "eth0", "192.0.2.254/24");
  }
}
