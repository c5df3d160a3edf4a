package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hactl.api.CapacityView;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.FifoView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatus.GroupView;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.TrialView;
import org.hactl.api.ServiceView;
import org.hactl.api.TryView;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.hactl.host.Quorum;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long TEN_MINUTES = 600_000;

  @Test
  void saysBehindAServiceHowItsQuorumStands() {
    assertThat(quorum(CapacityView.Standing.REACHED)).isEqualTo(" quorum weight 4 ± 1 (3 of 6)");
    assertThat(quorum(CapacityView.Standing.LOST))
        .isEqualTo(" quorum weight 4 ± 1 (3 of 6) LOST for 5 s");
    assertThat(quorum(CapacityView.Standing.UNKNOWN))
        .isEqualTo(" quorum weight 4 ± 1 (3 of 6) unknown");
  }

  @Test
  void showsWhatServesInsteadOfTheRealServers() {
    CapacityView.SorryView sorry =
        new CapacityView.SorryView("192.168.0.99:80", "nat", true, 1, 3L, 4L);
    ServiceView web =
        new ServiceView(
            "web",
            "192.168.0.254:80/tcp",
            "rr",
            "DR",
            List.of(),
            null,
            0,
            new CapacityView(
                Quorum.DEFAULT,
                CapacityView.Standing.LOST,
                NOW - 5_000,
                0,
                6,
                sorry,
                true,
                List.of(new HookView("/tell", "QUORUM_DOWN", false, "exit 1", NOW - 3_000))));
    Table servers = new Table();
    new CapacityText(false, NOW).row(web, servers);
    assertThat(servers.text(""))
        .isEqualTo("sorry  192.168.0.99:80  weight 1  IN USE    active 3 inactive 4  nat\n");
    assertThat(new CapacityText(false, NOW).of(web)).endsWith("ALL DOWN, KEPT IN SERVICE");
    StringBuilder failed = new StringBuilder();
    new CapacityText(false, NOW).failedCommands(web, failed);
    assertThat(failed.toString())
        .contains("hook of web for QUORUM_DOWN FAILED 3 s ago: /tell: exit 1");
  }

  @Test
  void aServiceThatWaitsForARoleIsNotOut() {
    ServiceView web =
        new ServiceView(
            "web",
            "192.168.0.254:80/tcp",
            "rr",
            "DR",
            List.of(RealServerView.builder("lvs1", "192.168.0.14", 80).build()),
            null,
            0,
            null,
            "VI_1");
    HostStatus status =
        HostStatus.builder("lvs2")
            .agent("0.1.0", "d")
            .times(NOW, NOW - 7_200_000)
            .generation(4, "d", true, NOW)
            .convergence(Convergence.CONVERGED, List.of())
            .vrrp(VrrpView.NONE)
            .services(List.of(web))
            .drift(new DriftView("correct, every 30s", 0, 0, NOW))
            .build();

    assertThat(
            new StatusText(false, NOW, ZoneOffset.UTC)
                .of(List.of(new Answer<>("lvs2", status, null, false))))
        .contains("service web 192.168.0.254:80/tcp rr dr not in IPVS until master of VI_1")
        .containsPattern("lvs1 +192.168.0.14:80 +waits ");
  }

  private static String quorum(CapacityView.Standing standing) {
    CapacityView capacity =
        new CapacityView(new Quorum(Quorum.By.WEIGHT, 4, 1), standing, NOW - 5_000, 3, 6);
    return new CapacityText(false, NOW)
        .of(
            new ServiceView(
                "web", "192.168.0.254:80/tcp", "rr", "DR", List.of(), null, 0, capacity));
  }

  @Test
  void showsMastersHealthyServersAndHostsThatDoNotAnswer() {
    RouterView router =
        RouterView.builder("VI_1", 51, 2, "eth0")
            .state("BACKUP", "higher-priority-peer", NOW - 61_000)
            .priority(90, 90)
            .master("192.168.0.14", 100)
            .addresses(List.of("192.168.0.254"), List.of("192.168.0.254/32"))
            .maxTimerLatenessMicros(130)
            .counters(Map.of("advertisements-received", 61L, "rejected-wrong-ttl", 3L))
            .build();
    ServiceView service =
        new ServiceView(
            "web",
            "192.168.0.254:80/tcp",
            "rr",
            "DR",
            List.of(
                RealServerView.builder("web1", "192.168.0.18", 80)
                    .weight(1)
                    .health(Health.HEALTHY, NOW - 60_000, "HTTP status 200")
                    .tries(List.of(tried("http", "HTTP status 200", 0.43)))
                    .connections(2L, 7L)
                    .build(),
                RealServerView.builder("web2", "192.168.0.20", 80)
                    .health(Health.UNHEALTHY, NOW - 5_000, "connection refused")
                    .connections(0L, 0L)
                    .build(),
                RealServerView.builder("web3", "192.168.0.22", 80)
                    .byChecks(50)
                    .health(Health.HEALTHY, NOW - 5_000, "HTTP status 200; connected")
                    .tries(
                        List.of(
                            tried("1 http", "HTTP status 200", 12.7),
                            tried("2 tcp", "connected", 0.06)))
                    .build()),
            null,
            2);
    HostStatus status =
        HostStatus.builder("lvs2")
            .agent("0.1.0", "d")
            .times(NOW, NOW - 7_200_000)
            .generation(4, "d", true, NOW)
            .convergence(Convergence.CONVERGED, List.of())
            .routers(List.of(router))
            .vrrp(VrrpView.NONE)
            .services(List.of(service))
            .drift(new DriftView("correct, every 30s", 2, 2, NOW, 1L))
            .build();
    String text =
        new StatusText(false, NOW - TEN_MINUTES, ZoneOffset.UTC)
            .of(
                List.of(
                    new Answer<>("lvs2", status, null, false),
                    new Answer<>("web1", null, null, false),
                    new Answer<>(
                        "web2",
                        null,
                        new HostFailure("ssh root@web2:22: no answer within 20 s", "ping web2"),
                        true)));
    assertThat(text)
        .isEqualTo(
            """
            lvs2  converged  generation 4, agent 0.1.0 up 2 h 0 min
              vrrp VI_1  BACKUP  for 61 s  (higher-priority-peer)  eth0 vrid 51 v2 priority 90  192.168.0.254/32  master 192.168.0.14 (100)  rejected: 3 wrong-ttl
              service web 192.168.0.254:80/tcp rr dr quorum 2
                web1  192.168.0.18:80  weight 1  healthy    for 60 s  active 2 inactive 7  HTTP status 200 (0.4 ms, 2 s ago)
                web2  192.168.0.20:80  out       UNHEALTHY  for 5 s   active 0 inactive 0  connection refused
                web3  192.168.0.22:80  weight ?  healthy    for 5 s   active ? inactive ?  50% of its weight by its checks; HTTP status 200; connected (1 http 13 ms, 2 s ago; 2 tcp 0.1 ms, 2 s ago)
              drift: 2 found, 2 repaired since the agent started, 1 of them within the last hour (correct, every 30s)
            web1  no agent: hactl apply installs it
            web2  UNREACHABLE: ssh root@web2:22: no answer within 20 s
                next: ping web2
            """);
  }

  private static TryView tried(String check, String detail, double tookMillis) {
    return new TryView(check, true, detail, NOW - 2_000, tookMillis, null);
  }

  @Test
  void tellsWhatACheckOnTrialSays() {
    ServiceView service =
        new ServiceView(
            "web",
            "192.168.0.254:80/tcp",
            "rr",
            "DR",
            List.of(
                tried("web1", Health.UNHEALTHY, "HTTP status 404, wanted 200"),
                tried("web2", Health.HEALTHY, "HTTP status 200")));
    assertThat(TrialText.of(service))
        .isEqualTo(
            "    on trial: 1 of 2 healthy by the new check (web1: HTTP status 404, wanted 200)\n");
  }

  private static RealServerView tried(String host, Health health, String detail) {
    return RealServerView.builder(host, "192.168.0.18", 80)
        .health(Health.HEALTHY, NOW, "HTTP status 200")
        .trial(new TrialView(health, NOW, detail))
        .build();
  }

  @Test
  void tellsWhatBecomesOfAGenerationThatIsNotConfirmed() {
    HostStatus waits =
        HostStatus.builder("web1").generation(5, "d", false, NOW).confirmUntil(37_951_000L).build();
    HostStatus stays =
        HostStatus.builder("web1")
            .generation(5, "d", false, NOW)
            .confirmUntil(37_951_000L)
            .confirmsItself(true)
            .build();
    assertThat(StatusText.waits(waits, ZoneOffset.UTC))
        .isEqualTo("waits for confirmation until 10:32:31");
    assertThat(StatusText.waits(stays, ZoneOffset.UTC)).isEqualTo("confirms itself at 10:32:31");
  }

  @Test
  void usesTheClockOfTheControlNodeIfAnOlderAgentSendsNoTime() {
    assertThat(
            new StatusText(false, NOW, ZoneOffset.UTC)
                .of(List.of(new Answer<>("lvs2", status(List.of(), VrrpView.NONE), null, false))))
        .isEqualTo("lvs2  converged  generation 4, agent 0.1.0 up 2 h 0 min\n");
  }

  @Test
  void tellsWhatIsWrongWithVrrp() {
    RouterView router =
        RouterView.builder("VI_1", 51, 2, "eth0")
            .state("MASTER", "advert-timeout", NOW - 61_000)
            .priority(100, 80)
            .group("VG_1")
            .master(null, 80)
            .addresses(
                List.of("192.168.0.254"), List.of("192.168.0.254/24", "10.0.0.1/24 dev eth1"))
            .otherMaster(
                new OtherMasterView(
                    "192.0.2.3",
                    90,
                    "password",
                    "192.0.2.3 also says it is master with priority 90; we reject its"
                        + " advertisements: the password differs: give both directors the same"
                        + " password",
                    NOW - 3_000))
            .hooks(
                List.of(
                    new HookView("/etc/hactl/ok", "MASTER", true, "exit 0", NOW - 60_000),
                    new HookView(
                        "/etc/hactl/tell",
                        "MASTER",
                        false,
                        "exit 1: no route to host",
                        NOW - 60_000)))
            .maxTimerLatenessMicros(130)
            .sendError("cannot send: Network is unreachable")
            .counters(Map.of("send-errors", 7L))
            .build();
    VrrpView shared =
        new VrrpView(
            0,
            "Operation not permitted (EPERM)",
            Map.of("unknown-vrid", 3L, "overrun", 1L),
            2,
            3_100,
            List.of(new GroupView("VG_1", List.of("VI_1"), "MASTER", NOW - 61_000, List.of())),
            List.of(new FifoView("/run/vrrp.fifo", 2, 5, "no program reads it")));
    assertThat(new VrrpText(false, NOW).of(status(List.of(router), shared)))
        .isEqualTo(
            """
              vrrp VI_1   MASTER  for 61 s  (advert-timeout)  eth0 vrid 51 v2 priority 80 (of 100) group VG_1  192.168.0.254/24, 10.0.0.1/24 dev eth1
              group VG_1  MASTER  for 61 s  (VI_1)
              TWO MASTERS of VI_1 for 3 s: 192.0.2.3 also says it is master with priority 90; we reject its advertisements: the password differs: give both directors the same password
              VI_1 could not send 7 times, the last time: cannot send: Network is unreachable
              hook of VI_1 for MASTER FAILED 60 s ago: /etc/hactl/tell: exit 1: no route to host
              did not run 2 times, at most for 3 s: is the processor overcommitted?
              VRRP runs without real-time priority: Operation not permitted (EPERM)
              vrrp packets that match no router: 1 overrun, 3 unknown-vrid
              fifo /run/vrrp.fifo: no program reads it; 2 lines written, 5 dropped
            """);
  }

  private static HostStatus status(List<RouterView> routers, VrrpView shared) {
    return HostStatus.builder("lvs2")
        .agent("0.1.0", "d")
        .times(0, NOW - 7_200_000)
        .generation(4, "d", true, NOW)
        .convergence(Convergence.CONVERGED, List.of())
        .routers(routers)
        .vrrp(shared)
        .drift(new DriftView("correct, every 30s", 0, 0, NOW))
        .build();
  }

  @Test
  void tellsDriftWithWhatFromToWhatWhenAndHowLong() {
    DriftEntry vip =
        new DriftEntry(
            new ChangeView(
                new ResourceId("address", "eth0 192.168.0.254/32"), Action.CREATE, List.of()),
            FoundBy.NETLINK,
            NOW,
            true,
            55,
            false,
            "");
    DriftEntry sysctl =
        new DriftEntry(
            new ChangeView(
                new ResourceId("sysctl", "net.ipv4.ip_forward"),
                Action.UPDATE,
                List.of(new FieldChange("value", "0", "1"))),
            FoundBy.SCHEDULE,
            NOW - 60_000,
            false,
            30_000,
            true,
            "");
    String text =
        new DriftText(ZoneOffset.UTC)
            .of(List.of(new Answer<>("lvs1", List.of(vip, sysctl), null, false)));
    assertThat(text)
        .isEqualTo(
            """
            WHEN            HOST  WHAT                            WAS CHANGED    FOUND BY  STOOD         OUTCOME
            01-15 08:00:00  lvs1  address[eth0 192.168.0.254/32]  was gone       netlink   55 ms         repaired
            01-15 07:59:00  lvs1  sysctl[net.ipv4.ip_forward]     value: 1 -> 0  schedule  at most 30 s  reported
            """);
  }

  @Test
  void saysThatThereIsNoDrift() {
    assertThat(
            new DriftText(ZoneOffset.UTC).of(List.of(new Answer<>("lvs1", List.of(), null, false))))
        .isEqualTo("No drift recorded.\n");
  }
}
