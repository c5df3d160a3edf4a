package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.view.Answers.OLD;
import static org.hactl.control.view.Answers.VIP;
import static org.hactl.control.view.Answers.backup;
import static org.hactl.control.view.Answers.fault;
import static org.hactl.control.view.Answers.host;
import static org.hactl.control.view.Answers.master;
import static org.hactl.control.view.Answers.server;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hactl.api.CapacityView;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.control.view.Finding.Kind;
import org.hactl.control.view.Finding.Severity;
import org.hactl.host.Quorum;
import org.junit.jupiter.api.Test;

class SiteViewTest {
  private static final Asked ALL = Asked.withoutSite(true);
  private static final Asked SOME = Asked.withoutSite(false);

  @Test
  void aMasterAndItsBackupAreNoFinding() {
    assertThat(view(ALL, master("lvs1"), backup("lvs2"), host("web1")).findings()).isEmpty();
  }

  @Test
  void twoMastersThatDoNotHearEachOther() {
    Finding found = only(view(ALL, master("lvs1"), master("lvs2")));
    assertThat(found.kind()).isEqualTo(Kind.TWO_MASTERS);
    assertThat(found.severity()).isEqualTo(Severity.ERROR);
    assertThat(found.text()).isEqualTo("two masters of VI_1: lvs1 for 60 min and lvs2 for 60 min");
    assertThat(found.cause()).startsWith("none hears the other: a firewall");
    assertThat(found.next()).contains("IP protocol 112").contains("tcpdump -ni eth0");
  }

  @Test
  void twoMastersThatRejectEachOtherAreTold() {
    OtherMasterView other = new OtherMasterView("192.168.0.16", 90, "password", "it differs", 0);
    Answers rejecting = host("lvs1").router("MASTER", OLD, null, other, Map.of()).has(VIP, "eth0");
    assertThat(only(view(ALL, rejecting, master("lvs2"))).cause())
        .isEqualTo("lvs1 says: it differs");
    assertThat(only(view(SOME, rejecting)).text())
        .isEqualTo("two masters of VI_1: lvs1 and 192.168.0.16");
  }

  @Test
  void aSecondMasterSinceAMomentAgoMayStillBeSettling() {
    Answers fresh = host("lvs2").router("MASTER", 2_000, null).has(VIP, "eth0");
    SiteView view = view(ALL, master("lvs1"), fresh);
    assertThat(view.settling()).isTrue();
    assertThat(only(view).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(view).cause()).contains("a role changed 2 s ago");
  }

  @Test
  void theSameNameWithOtherVipsIsAnotherRouter() {
    Answers other =
        host("lvs3").vip("10.0.0.254").router("MASTER", OLD, null).has("10.0.0.254", "eth0");
    assertThat(view(ALL, master("lvs1"), other).findings()).isEmpty();
  }

  @Test
  void noMaster() {
    Finding found = only(view(ALL, fault("lvs1"), fault("lvs2")));
    assertThat(found.kind()).isEqualTo(Kind.NO_MASTER);
    assertThat(found.severity()).isEqualTo(Severity.ERROR);
    assertThat(found.text())
        .isEqualTo(
            "VI_1 has no master: lvs1 is FAULT (interface-down), lvs2 is FAULT (interface-down)");
  }

  @Test
  void aKeepalivedThatABackupHearsIsAMaster() {
    assertThat(view(ALL, backup("lvs1")).findings()).isEmpty();
  }

  @Test
  void aKeepalivedThatWasHeardMayBeMasterWhileTheOnlyDirectorHasAFault() {
    Answers lonely =
        host("lvs1").router("FAULT", OLD, null, null, Map.of("advertisements-received", 500L));
    assertThat(only(view(ALL, lonely)).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(view(ALL, fault("lvs1"))).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void aHostThatWasNotAskedMayBeMaster() {
    assertThat(view(SOME, fault("lvs1")).findings()).isEmpty();
  }

  @Test
  void aHostThatDidNotAnswerMayBeMaster() {
    SiteView view = SiteView.of(List.of(fault("lvs1").answer(), HostAnswer.silent("lvs2")), ALL);
    assertThat(only(view).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(view).cause()).isEqualTo("lvs2 did not answer and may be master");
  }

  @Test
  void aMasterWithoutItsVip() {
    Finding found = only(view(ALL, host("lvs1").router("MASTER", OLD, null), backup("lvs2")));
    assertThat(found.kind()).isEqualTo(Kind.VIP_MISSING);
    assertThat(found.text()).isEqualTo("lvs1 is master of VI_1 but does not have 192.168.0.254");
  }

  @Test
  void anOlderAgentDoesNotTellItsAddresses() {
    Answers older = host("lvs1").router("MASTER", OLD, null).withoutAddresses();
    assertThat(view(ALL, older, backup("lvs2")).findings()).isEmpty();
  }

  @Test
  void aBackupThatHasTheVipToo() {
    Finding found = only(view(ALL, master("lvs1"), backup("lvs2").has(VIP, "eth0")));
    assertThat(found.kind()).isEqualTo(Kind.VIP_ELSEWHERE);
    assertThat(found.text())
        .isEqualTo("lvs2 has 192.168.0.254 of VI_1 but is BACKUP; the master is lvs1");
  }

  @Test
  void aDirectorThatIsARealServerHasTheVipOnItsLoopback() {
    assertThat(view(ALL, master("lvs1"), backup("lvs2").has(VIP, "lo")).findings()).isEmpty();
    Answers onLoopback = host("lvs1").router("MASTER", OLD, null).has(VIP, "lo");
    assertThat(only(view(ALL, onLoopback, backup("lvs2"))).kind()).isEqualTo(Kind.VIP_MISSING);
  }

  @Test
  void aHostOutsideOfTheRouterThatHasTheVip() {
    Finding found = only(view(ALL, master("lvs1"), host("old1").has(VIP, "eth1")));
    assertThat(found.text())
        .isEqualTo("192.168.0.254 of VI_1 is on two hosts: lvs1, which is master, and old1 (eth1)");
    assertThat(view(ALL, master("lvs1"), host("web1").has(VIP, "tunl0")).findings()).isEmpty();
    // A keepalived that is master of this router runs there.
    assertThat(view(ALL, backup("lvs1"), host("lvs2").has(VIP, "eth0")).findings()).isEmpty();
  }

  @Test
  void directorsWithDifferentServices() {
    Finding found =
        only(
            view(
                ALL,
                master("lvs1").serving("web", healthy("web1"), healthy("web2")),
                backup("lvs2").serving("web", healthy("web1"))));
    assertThat(found.kind()).isEqualTo(Kind.SERVICES_DIFFER);
    assertThat(found.text())
        .isEqualTo(
            "lvs1 and lvs2, directors of VI_1, serve differently: service web: lvs2 lacks web2"
                + " (192.168.0.22:80)");
    assertThat(
            only(view(ALL, master("lvs1").serving("web", healthy("web1")), backup("lvs2"))).text())
        .endsWith("lvs2 has no service web");
  }

  @Test
  void aServiceWithoutAHealthyServer() {
    Finding found =
        only(
            view(
                ALL,
                master("lvs1").serving("web", server("web1", Health.UNHEALTHY)),
                backup("lvs2").serving("web", server("web1", Health.UNHEALTHY))));
    assertThat(found.kind()).isEqualTo(Kind.SERVICE_DOWN);
    assertThat(found.severity()).isEqualTo(Severity.ERROR);
    assertThat(found.text())
        .isEqualTo("service web has no healthy real server, checked by lvs1 and lvs2");
    assertThat(found.cause()).isEqualTo("web1: connection refused");
  }

  @Test
  void aServiceThatHasLostItsQuorum() {
    CapacityView lost =
        new CapacityView(
            new Quorum(Quorum.By.WEIGHT, 4, 1), CapacityView.Standing.LOST, 1_000, 2, 6);
    Finding found =
        only(
            view(
                ALL,
                master("lvs1").serving("web", lost, healthy("web1")),
                backup("lvs2").serving("web", healthy("web1"))));
    assertThat(found.kind()).isEqualTo(Kind.QUORUM_LOST);
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
    assertThat(found.text())
        .isEqualTo("service web has lost its quorum weight 4 ± 1 on lvs1: 2 of 6 are in service");
  }

  @Test
  void aServiceThatItsSorryServerAnswers() {
    CapacityView sorry =
        new CapacityView(
            Quorum.DEFAULT,
            CapacityView.Standing.LOST,
            1_000,
            0,
            6,
            new CapacityView.SorryView("192.0.2.99:80", "nat", true, 1, 0L, 0L),
            false,
            List.of());
    Finding found =
        only(
            view(
                ALL,
                master("lvs1").serving("web", sorry, server("web1", Health.UNHEALTHY)),
                backup("lvs2").serving("web", sorry, server("web1", Health.UNHEALTHY))));
    assertThat(found.kind()).isEqualTo(Kind.SERVICE_DOWN);
    assertThat(found.text())
        .isEqualTo(
            "service web has no healthy real server, checked by lvs1 and lvs2; the sorry server"
                + " 192.0.2.99:80 answers");
  }

  @Test
  void onlyTheBackupReachesNoRealServer() {
    Finding found =
        only(
            view(
                ALL,
                master("lvs1").serving("web", healthy("web1")),
                backup("lvs2").serving("web", server("web1", Health.UNHEALTHY))));
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
    assertThat(found.text()).contains("for the backup lvs2");
  }

  @Test
  void realServersThatWereNotCheckedYetAreNoFinding() {
    Answers starting = master("lvs1").serving("web", server("web1", Health.UNKNOWN));
    assertThat(view(ALL, starting).findings()).isEmpty();
  }

  @Test
  void aClockThatDiffersFromTheOthers() {
    Finding found = only(view(ALL, host("web1"), host("web2").clockAhead(-240_000)));
    assertThat(found.kind()).isEqualTo(Kind.CLOCKS_APART);
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
    assertThat(found.text()).endsWith("web2 4 min behind");
    assertThat(view(ALL, host("web1").clockAhead(1_500)).findings()).isEmpty();
  }

  @Test
  void thisMachinesClockIsTheOneThatDiffersFromAllHosts() {
    Finding found =
        only(view(ALL, host("web1").clockAhead(600_000), host("web2").clockAhead(600_400)));
    assertThat(found.text()).endsWith("this machine 10 min behind");
  }

  @Test
  void theWorstComesFirst() {
    SiteView view = view(ALL, fault("lvs1"), host("web1").clockAhead(99_000), host("web2"));
    assertThat(view.findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, Severity.WARNING);
  }

  private static RealServerView healthy(String host) {
    return server(host, Health.HEALTHY);
  }

  private static SiteView view(Asked asked, Answers... answers) {
    return SiteView.of(Stream.of(answers).map(Answers::answer).toList(), asked);
  }

  private static Finding only(SiteView view) {
    assertThat(view.findings()).hasSize(1);
    return view.findings().getFirst();
  }
}
