package org.hactl.control.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.hold.HoldSites.drain;
import static org.hactl.control.hold.HoldSites.ended;
import static org.hactl.control.hold.HoldSites.maintenance;

import java.util.List;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.junit.jupiter.api.Test;

class RenamedTest {
  private static final Holds HOLDS =
      Holds.of(
          List.of(
              drain("web1", "web"),
              maintenance("web1"),
              drain("web2", null),
              ended(drain("web1", null))));

  @Test
  void whatWasHeldIsHeldUnderTheNewNameAndEndsUnderTheOldOne() {
    Renamed renamed = Renamed.of(HOLDS, "web1", "shop1", "ben@lap", 1_000);
    Holds between = HOLDS.merge(renamed.begun());
    assertThat(between.isDrained("web", "shop1", "192.0.2.18")).isTrue();
    assertThat(between.isDrained("web", "web1", "192.0.2.18")).isTrue();
    assertThat(between.maintenance("shop1").orElseThrow().word().who())
        .as("who held it")
        .isEqualTo("ann@desk");
    Holds after = between.merge(renamed.ended());
    assertThat(after.held())
        .extracting(Hold::subject)
        .containsExactly("drain shop1 of service web", "drain web2", "maintenance of shop1");
  }

  @Test
  void aRenameThatGoesBackLeavesWhatWas() {
    Renamed renamed = Renamed.of(HOLDS, "web1", "shop1", "ben@lap", 1_000);
    Holds back = HOLDS.merge(renamed.begun()).merge(renamed.takenBack(HOLDS, "ben@lap", 1_001));
    assertThat(back.held()).isEqualTo(HOLDS.held());
  }

  @Test
  void aHostWithoutHoldsHasNothingToRename() {
    assertThat(Renamed.of(HOLDS, "web3", "shop3", "ben@lap", 1_000).begun()).isEmpty();
  }
}
