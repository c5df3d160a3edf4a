package org.hactl.control.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.hold.HoldSites.director;
import static org.hactl.control.hold.HoldSites.drain;
import static org.hactl.control.hold.HoldSites.ended;
import static org.hactl.control.hold.HoldSites.maintenance;

import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.State;
import org.junit.jupiter.api.Test;

class SiteHoldsTest {
  private static final Hold WEB1 = drain("web1", null);

  @Test
  void aDirectorShouldHaveTheNewestWordAboutEverything() {
    SiteHolds holds =
        SiteHolds.of(
            HoldSites.of(
                director("lvs1", "MASTER", List.of(WEB1, ended(drain("web2", null)))),
                director("lvs2", "BACKUP", List.of(drain("web2", null)))));
    assertThat(holds.newest().held()).containsExactly(WEB1);
    assertThat(holds.lacking("lvs1")).isEmpty();
    assertThat(holds.lacking("lvs2")).containsExactly(WEB1, ended(drain("web2", null)));
  }

  @Test
  void aRealServerNeedsOnlyTheWordAboutItself() {
    HostStatus web1 = HostStatus.builder("web1").build();
    HostStatus web2 = HostStatus.builder("web2").build();
    Hold hold = maintenance("web1");
    SiteHolds holds =
        SiteHolds.of(
            HoldSites.of(
                director("lvs1", "MASTER", List.of(hold, drain("web2", null))), web1, web2));
    assertThat(holds.directors()).containsExactly("lvs1");
    assertThat(holds.lacking("web1")).containsExactly(hold);
    assertThat(holds.lacking("web2")).isEmpty();
  }

  @Test
  void theDrainOfAnApplyIsNotHandedOnByAnother() {
    ApplyDrain drain = new ApplyDrain("web2", 60_000, HoldSites.word(State.HELD, 1));
    SiteHolds holds =
        SiteHolds.of(
            HoldSites.of(
                director("lvs1", "MASTER", List.of(drain)),
                director("lvs2", "BACKUP", List.of(ended(drain))),
                director("lvs3", "BACKUP", List.of())));
    assertThat(holds.lacking("lvs3")).isEmpty();
    assertThat(holds.lacking("lvs1")).containsExactly(ended(drain));
    SiteHolds running =
        SiteHolds.of(
            HoldSites.of(
                director("lvs1", "MASTER", List.of(drain)),
                director("lvs2", "BACKUP", List.of(drain.next(State.HELD, "")))));
    assertThat(running.lacking("lvs1")).isEmpty();
  }

  @Test
  void anOlderAgentLacksAllThatIsHeld() {
    SiteHolds holds =
        SiteHolds.of(
            HoldSites.of(
                director("lvs1", "MASTER", List.of(WEB1)), director("lvs2", "BACKUP", null)));
    assertThat(holds.lacking("lvs2")).containsExactly(WEB1);
  }

  @Test
  void aRunTellsWhichHostLacksWhat() {
    HoldsOfRun run = new HoldsOfRun(List.of("lvs1", "lvs2", "lvs3"));
    run.told("lvs1", List.of(WEB1, ended(drain("web2", null))));
    run.told("lvs2", List.of(drain("web2", null)));
    assertThat(HoldsOfRun.text("handed on to", run.lacking()))
        .as("lvs3 did not answer")
        .containsExactly("handed on to lvs2: drain web1, end of drain web2");
  }
}
