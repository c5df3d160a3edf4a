package org.hactl.control.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.hold.HoldSites.director;
import static org.hactl.control.hold.HoldSites.drain;
import static org.hactl.control.hold.HoldSites.maintenance;
import static org.hactl.control.hold.HoldSites.pair;
import static org.hactl.control.hold.HoldSites.server;
import static org.hactl.control.hold.HoldSites.web1;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.control.Statuses;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.ServiceNeed;
import org.junit.jupiter.api.Test;

class LeftTest {
  private static final String WEB_ENDS = "service web would be left with no healthy real server";

  @Test
  void oneOfTwoHealthyRealServersMayGo() {
    assertThat(left(pair()).without(drain("web1", null))).isEmpty();
    assertThat(left(pair()).without(maintenance("web1"))).isEmpty();
  }

  @Test
  void theLastOneMayNotWhoeverHoldsTheOthers() {
    for (Hold other : List.of(drain("192.0.2.20", "web"), maintenance("web2"))) {
      assertThat(left(pair(), other).without(drain("web1", "web"))).containsExactly(WEB_ENDS);
    }
    assertThat(left(pair(), drain("web2", "mail")).without(drain("web1", null))).isEmpty();
  }

  @Test
  void anUnhealthyRealServerDoesNotCountOnAnyDirector() {
    Map<String, HostStatus> sick =
        HoldSites.of(
            director("lvs1", "MASTER", List.of(), web1(0, 0), HoldSites.web2()),
            director(
                "lvs2",
                "BACKUP",
                List.of(),
                web1(0, 0),
                server("web2", "192.0.2.20", Health.UNHEALTHY, 0, 0, 0)));
    assertThat(left(sick).without(drain("web1", null))).containsExactly(WEB_ENDS);
    assertThat(left(sick).without(drain("web2", null))).isEmpty();
  }

  @Test
  void aServiceKeepsItsQuorumAndOneThatHasLessAlreadyMayBeRepaired() {
    Left ofTwo = new Left(pair(), Holds.NONE, Map.of("web", new ServiceNeed(2, 0)));
    assertThat(ofTwo.without(drain("web1", null)))
        .containsExactly(
            "service web would be left with 1 healthy real servers, and its quorum is 2");
    assertThat(ofTwo.without(List.of(drain("web1", null), drain("web2", null))))
        .containsExactly(WEB_ENDS);
    Left ofWeight = new Left(pair(), Holds.NONE, Map.of("web", new ServiceNeed(0, 2)));
    assertThat(ofWeight.without(drain("web1", null)))
        .containsExactly(
            "service web would be left with 1 healthy real servers of weight 1, and its quorum is"
                + " weight 2");
    Left down =
        new Left(
            HoldSites.of(
                director(
                    "lvs1",
                    "MASTER",
                    List.of(),
                    server("web1", "192.0.2.18", Health.UNHEALTHY, 0, 0, 0))),
            Holds.NONE);
    assertThat(down.without(drain("web1", null))).isEmpty();
  }

  @Test
  void aServiceKeepsTheQuorumThatItsDirectorsTell() {
    Map<String, HostStatus> told =
        HoldSites.of(
            Statuses.ofServices(
                "lvs1",
                pair().values().iterator().next().services().stream()
                    .map(each ->
                        new ServiceView(
                            each.name(),
                            each.address(),
                            each.scheduler(),
                            each.forward(),
                            each.realServers(),
                            null,
                            2))
                    .toList()));
    assertThat(left(told).without(drain("web1", null)))
        .containsExactly(
            "service web would be left with 1 healthy real servers, and its quorum is 2");
  }

  @Test
  void anotherServiceIsNotConcerned() {
    assertThat(left(pair(), drain("web2", null)).without(drain("web1", "mail"))).isEmpty();
  }

  @Test
  void aDirectorMayGoIfAnotherOneCanTakeItsRouters() {
    assertThat(left(pair()).withoutDirector("lvs1")).isEmpty();
    assertThat(left(pair()).withoutDirector("web1")).isEmpty();
    assertThat(left(pair(), maintenance("lvs2")).withoutDirector("lvs1"))
        .singleElement()
        .asString()
        .startsWith("virtual router VI_1 would be left without a director");
    Map<String, HostStatus> broken =
        HoldSites.of(director("lvs1", "MASTER", null), director("lvs2", "FAULT", null));
    assertThat(left(broken).withoutDirector("lvs1")).hasSize(1);
    assertThat(left(HoldSites.of(director("lvs1", "MASTER", null))).withoutDirector("lvs1"))
        .hasSize(1);
  }

  private static Left left(Map<String, HostStatus> statuses, Hold... holds) {
    return new Left(statuses, Holds.of(List.of(holds)));
  }
}
