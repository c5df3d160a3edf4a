package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.view.Answers.backup;
import static org.hactl.control.view.Answers.host;
import static org.hactl.control.view.Answers.master;
import static org.hactl.control.view.Answers.server;

import java.util.List;
import java.util.stream.IntStream;
import org.hactl.api.CapacityView;
import org.hactl.api.RealServerView.Health;
import org.hactl.control.view.Headline.Serving;
import org.hactl.host.Quorum;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  private static Headline of(HostAnswer... answers) {
    List<HostAnswer> all = List.of(answers);
    return Headline.of(SiteOverview.of(all), SiteView.of(all, Asked.withoutSite(true)).findings());
  }

  private static Answers well(Answers director) {
    return director.serving("web", server("web1", Health.HEALTHY), server("web2", Health.HEALTHY));
  }

  @Test
  void tellsWhatServes() {
    assertThat(of(well(master("lvs1")).answer(), well(backup("lvs2")).answer()))
        .isEqualTo(new Headline(Serving.YES, "web: 2 of 2 healthy; VI_1: master lvs1"));
  }

  @Test
  void tellsFirstWhatIsDown() {
    Headline headline =
        of(
            master("lvs1")
                .serving("web", server("web1", Health.UNHEALTHY), server("web2", Health.UNHEALTHY))
                .answer());
    assertThat(headline.serving()).isEqualTo(Serving.NO);
    assertThat(headline.text()).startsWith("web: 0 of 2 healthy; ");
  }

  @Test
  void tellsLoudlyWhatServesInsteadOfHealthyServers() {
    CapacityView kept =
        new CapacityView(
            Quorum.DEFAULT, CapacityView.Standing.LOST, 1_000, 0, 2, null, true, List.of());
    Headline all =
        of(
            master("lvs1")
                .serving(
                    "web", kept, server("web1", Health.UNHEALTHY), server("web2", Health.UNHEALTHY))
                .answer());
    assertThat(all.serving()).isEqualTo(Serving.NO);
    assertThat(all.text()).startsWith("web: 0 of 2 healthy: kept in service; ");
    CapacityView.SorryView inUse =
        new CapacityView.SorryView("192.0.2.99:80", "nat", true, 1, 0L, 0L);
    CapacityView sorry =
        new CapacityView(
            new Quorum(Quorum.By.COUNT, 2, 0),
            CapacityView.Standing.LOST,
            1_000,
            1,
            2,
            inUse,
            false,
            List.of());
    Headline one =
        of(
            master("lvs1")
                .serving(
                    "web", sorry, server("web1", Health.HEALTHY), server("web2", Health.UNHEALTHY))
                .answer());
    assertThat(one.serving()).isEqualTo(Serving.AT_RISK);
    assertThat(one.text())
        .startsWith("web: 1 of 2 healthy: the sorry server 192.0.2.99:80 answers; 1 error");
  }

  @Test
  void aServiceThatOnlyTheBackupFindsDownServes() {
    Headline headline =
        of(
            well(master("lvs1")).answer(),
            backup("lvs2")
                .serving("web", server("web1", Health.UNHEALTHY), server("web2", Health.UNHEALTHY))
                .answer());
    assertThat(headline.serving()).isEqualTo(Serving.YES);
    assertThat(headline.text()).isEqualTo("1 warning; web: 2 of 2 healthy; VI_1: master lvs1");
  }

  @Test
  void countsTwoMastersAndNone() {
    Headline two = of(master("lvs1").answer(), master("lvs2").answer());
    assertThat(two.serving()).isEqualTo(Serving.AT_RISK);
    assertThat(two.text()).startsWith("VI_1: 2 masters; ");
    Headline none = of(Answers.fault("lvs1").answer(), Answers.fault("lvs2").answer());
    assertThat(none).isEqualTo(new Headline(Serving.NO, "VI_1: no master here"));
  }

  @Test
  void namesHostsThatDoNotAnswer() {
    Headline headline = of(well(master("lvs1")).answer(), HostAnswer.silent("lvs2"));
    assertThat(headline.serving()).isEqualTo(Serving.AT_RISK);
    assertThat(headline.text()).startsWith("lvs2 does not answer; ");
  }

  @Test
  void hasNothingToTellOfWebServersAlone() {
    assertThat(of(host("web1").answer())).isEqualTo(new Headline(Serving.NOTHING, ""));
  }

  @Test
  void namesSomeOfManyServices() {
    Answers director = master("lvs1");
    IntStream.range(0, 30)
        .forEach(each -> director.serving("s" + each, server("web1", Health.HEALTHY)));
    assertThat(of(director.answer()).text())
        .isEqualTo("s0: 1 of 1 healthy; s1: 1 of 1 healthy; s2: 1 of 1 healthy; 28 more");
  }

  @Test
  void showsAServiceAsTheMasterSeesItAndWhoDiffers() {
    SiteOverview site =
        SiteOverview.of(
            List.of(
                backup("lvs2").serving("web", server("web1", Health.UNHEALTHY)).answer(),
                master("lvs1").serving("web", server("web1", Health.HEALTHY)).answer()));
    assertThat(site.services().getFirst().seenBy()).isEqualTo("lvs1");
    assertThat(site.services().getFirst().healthy()).isEqualTo(1);
    assertThat(site.services().getFirst().disagreeing()).containsExactly("lvs2: web1 unhealthy");
    assertThat(site.routers().getFirst().masters()).containsExactly("lvs1");
    assertThat(site.routers().getFirst().others()).containsExactly("lvs2 BACKUP");
  }
}
