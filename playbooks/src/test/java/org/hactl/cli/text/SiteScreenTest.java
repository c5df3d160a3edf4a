package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.LockView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.hactl.control.view.SiteOverview;
import org.junit.jupiter.api.Test;

class SiteScreenTest {
  private static final long NOW = 1_800_000_000_000L;

  private static HostStatus director(String host, String state, long drift) {
    RealServerView busy =
        RealServerView.builder("web1", "192.168.0.18", 80)
            .weight(4)
            .health(Health.HEALTHY, NOW - 60_000, "HTTP status 200")
            .connections(20L, 7L)
            .build();
    RealServerView calm =
        RealServerView.builder("web2", "192.168.0.20", 80)
            .weight(1)
            .health(Health.HEALTHY, NOW - 60_000, "HTTP status 200")
            .connections(1L, 0L)
            .build();
    RealServerView out =
        RealServerView.builder("web3", "192.168.0.22", 80)
            .health(Health.UNHEALTHY, NOW - 5_000, "connection refused")
            .connections(0L, 0L)
            .build();
    return HostStatus.builder(host)
        .agent("0.1.0", "d")
        .times(NOW, NOW - 7_200_000)
        .generation(4, "d", !host.equals("lvs2"), NOW)
        .convergence(Convergence.CONVERGED, List.of())
        .routers(
            List.of(
                RouterView.builder("VI_1", 51, 2, "eth0")
                    .state(state, "advert-timeout", NOW - 61_000)
                    .priority(90, 90)
                    .addresses(List.of("192.168.0.254"), List.of("192.168.0.254/32"))
                    .build()))
        .services(
            List.of(
                new ServiceView(
                    "web", "192.168.0.254:80/tcp", "wrr", "DR", List.of(busy, calm, out))))
        .drift(new DriftView("correct, every 30s", drift, drift, NOW, drift))
        .lock(host.equals("lvs1") ? new LockView("ben@lap", "apply", NOW) : null)
        .build();
  }

  @Test
  void showsTheWholeSite() {
    List<Answer<HostStatus>> answers =
        List.of(
            new Answer<>("lvs1", director("lvs1", "MASTER", 0), null, false),
            new Answer<>("lvs2", director("lvs2", "BACKUP", 3), null, false),
            new Answer<>("web1", null, null, false),
            new Answer<>("web2", null, new HostFailure("no answer", "ping web2"), true));
    SiteOverview site = SiteOverview.of(answers.stream().map(AgentQueries::forView).toList());
    assertThat(new SiteScreen(false, java.time.ZoneOffset.UTC).of(site, answers))
        .isEqualTo(
            """
            ROUTER  MASTER  FOR   OTHERS       HOLDS
            VI_1    lvs1    61 s  lvs2 BACKUP  192.168.0.254/32
            SERVICE web 192.168.0.254:80/tcp wrr dr: 2 of 3 healthy, seen by lvs1
              web1  192.168.0.18:80  weight 4 ##########  active 20 ##########  healthy for 60 s
              web2  192.168.0.20:80  weight 1 ###.......  active 1 #.........   healthy for 60 s
              web3  192.168.0.22:80  out                  active 0 ..........   UNHEALTHY for 5 s: connection refused
            HOST  STATE        SERIAL  GENERATION           DRIFT OF THE LAST HOUR
            lvs1  converged            4                    none                    locked by ben@lap for apply
            lvs2  converged            4 not confirmed yet  3
            web1  no agent
            web2  UNREACHABLE                                                       no answer
            """);
  }

  @Test
  void barsAreAsLongAsTheValueIsLarge() {
    assertThat(SiteScreen.bar(0, 10)).isEqualTo("..........");
    assertThat(SiteScreen.bar(1, 1_000_000)).isEqualTo("#.........");
    assertThat(SiteScreen.bar(5, 10)).isEqualTo("#####.....");
    assertThat(SiteScreen.bar(10, 10)).isEqualTo("##########");
    assertThat(SiteScreen.bar(0, 0)).isEqualTo("..........");
  }
}
