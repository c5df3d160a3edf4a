package org.hactl.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.failover.Directors.LVS1;
import static org.hactl.control.failover.Directors.backup;
import static org.hactl.control.failover.Directors.host;
import static org.hactl.control.failover.Directors.master;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.junit.jupiter.api.Test;

/** Which roles a director that leaves hands over with passed connections. */
class RetreatTest {
  @Test
  void allRolesOfTheHostGoToOneDirector() {
    Directors lvs1 = master("lvs1").router("VI_2", "MASTER", "startup", 150, null);
    Directors lvs2 = backup("lvs2").router("VI_2", "BACKUP", "startup", 100, LVS1);
    assertThat(of("lvs1", List.of(), lvs1, lvs2))
        .contains(new Retreat("lvs2", List.of("VI_1", "VI_2"), 1_000));
  }

  @Test
  void rolesThatGoToSeveralDirectorsGoWithoutPreparation() {
    Directors lvs1 = master("lvs1").router("VI_2", "MASTER", "startup", 150, null);
    Directors lvs3 = host("lvs3").router("VI_2", "BACKUP", "startup", 100, LVS1);
    assertThat(of("lvs1", List.of(), lvs1, backup("lvs2"), lvs3)).isEmpty();
  }

  @Test
  void aHostWithoutARoleHasNothingToPrepare() {
    assertThat(of("lvs2", List.of(), master("lvs1"), backup("lvs2"))).isEmpty();
    assertThat(of("lvs3", List.of("lvs3"), master("lvs1"), backup("lvs2"))).isEmpty();
  }

  @Test
  void whatSpeaksAgainstAHandOverSpeaksAgainstItsPreparation() {
    assertThat(of("lvs1", List.of(), master("lvs1").serving(3, 0), backup("lvs2").serving(1, 2)))
        .isEmpty();
    Directors fault = host("lvs2").router("VI_1", "FAULT", "interface-down: eth0", 100, null);
    assertThat(of("lvs1", List.of(), master("lvs1"), fault)).isEmpty();
  }

  private static Optional<Retreat> of(String leaving, List<String> silent, Directors... directors) {
    Map<String, HostStatus> statuses = new LinkedHashMap<>();
    for (Directors each : directors) {
      statuses.put(each.status().host(), each.status());
    }
    return Retreat.of(leaving, statuses, silent);
  }
}
