package org.hactl.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.failover.Directors.LVS1;
import static org.hactl.control.failover.Directors.backup;
import static org.hactl.control.failover.Directors.host;
import static org.hactl.control.failover.Directors.master;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is named before a virtual router is handed over. */
class PreflightTest {
  @Test
  void aHealthyBackupMayTakeTheRole() {
    Preflight plan = plan(null, master("lvs1").serving(3, 0), backup("lvs2").serving(3, 0));
    assertThat(plan).isEqualTo(ready("lvs1", "lvs2"));
    assertThat(plan(null, master("lvs1"), backup("lvs2")).isDone()).isFalse();
    assertThat(plan("lvs1", master("lvs1"), backup("lvs2")).isDone()).isTrue();
  }

  private static Preflight ready(String master, String target) {
    return new Preflight("VI_1", master, target, List.of("VI_1"), List.of(), List.of());
  }

  @Test
  void theBackupOfTheHighestPriorityTakesIt() {
    Directors third = host("lvs3").router("VI_1", "BACKUP", "startup", 120, LVS1);
    assertThat(plan(null, master("lvs1"), backup("lvs2"), third).target()).isEqualTo("lvs3");
    assertThat(plan("lvs2", master("lvs1"), backup("lvs2"), third).objections())
        .containsExactly(
            Objection.hard("lvs3 has priority 120 of VI_1 and lvs2 only 100: lvs3 would take it"));
  }

  @Test
  void exactlyOneMasterIsNeeded() {
    assertThat(plan(null, master("lvs1"), master("lvs2")).objections())
        .containsExactly(Objection.hard("VI_1 has 2 masters: lvs1, lvs2"));
    assertThat(plan(null, backup("lvs1"), backup("lvs2")).objections())
        .containsExactly(Objection.hard("VI_1 has no master on the hosts that answered"));
    assertThat(plan(null, host("web1")).objections())
        .containsExactly(Objection.hard("no host that answered has a virtual router VI_1"));
    assertThat(plan("web1", master("lvs1"), backup("lvs2")).objections())
        .containsExactly(
            Objection.hard("web1 is no director of VI_1: those that answered are lvs1, lvs2"));
  }

  @Test
  void aDirectorWithAFaultOrInMaintenanceCannotTakeIt() {
    Directors fault = host("lvs2").router("VI_1", "FAULT", "interface-down: eth0", 100, null);
    Directors standing = host("lvs2").router("VI_1", "BACKUP", "operator", 100, LVS1);
    Directors yielding =
        host("lvs2").router("VI_1", "BACKUP", "operator: handed over by ann@desk", 100, LVS1);
    assertThat(plan(null, master("lvs1"), fault).refusals(true))
        .containsExactly(
            Objection.hard("lvs2 cannot take VI_1: it is FAULT (interface-down: eth0)"));
    assertThat(plan(null, master("lvs1"), standing).refusals(true))
        .containsExactly(Objection.hard("lvs2 cannot take VI_1: it is BACKUP (operator)"));
    assertThat(plan(null, master("lvs1"), yielding).objections()).isEmpty();
  }

  @Test
  void fewerHealthyRealServersAreNamedAndCanBeForced() {
    Preflight plan = plan(null, master("lvs1").serving(3, 0), backup("lvs2").serving(1, 2));
    assertThat(plan.refusals(false))
        .containsExactly(Objection.soft("lvs2 sees 1 healthy real servers of web, lvs1 sees 3"));
    assertThat(plan.refusals(true)).isEmpty();
    assertThat(plan(null, master("lvs1").serving(1, 2), backup("lvs2").serving(3, 0)).objections())
        .isEmpty();
    assertThat(plan(null, master("lvs1").serving(1, 0), backup("lvs2")).objections())
        .containsExactly(Objection.soft("lvs2 has no service web"));
  }

  @Test
  void aDirectorThatDoesNotHearTheMasterIsNamed() {
    Directors deaf = host("lvs2").router("VI_1", "BACKUP", "startup", 100, null);
    Directors astray = host("lvs2").router("VI_1", "BACKUP", "startup", 100, "192.168.0.99");
    assertThat(plan(null, master("lvs1"), deaf).objections())
        .containsExactly(Objection.soft("lvs2 hears no master of VI_1"));
    assertThat(plan(null, master("lvs1"), astray).objections())
        .containsExactly(
            Objection.soft(
                "lvs2 hears 192.168.0.99 as master of VI_1, which is not an address of lvs1"));
  }

  @Test
  void allRoutersOfASyncGroupAreLookedAt() {
    Directors one =
        master("lvs1").router("VI_2", "MASTER", "advert-timeout", 150, null).group("VI_1", "VI_2");
    Directors two = backup("lvs2").router("VI_2", "FAULT", "group-member: VI_3", 100, null);
    Preflight plan = plan(null, one, two);
    assertThat(plan.routers()).containsExactly("VI_1", "VI_2");
    assertThat(plan.objections())
        .containsExactly(Objection.hard("lvs2 cannot take VI_2: it is FAULT (group-member: VI_3)"));
  }

  @Test
  void aKeepalivedCannotBeAsked() {
    Preflight alone = plan(null, master("lvs1"));
    assertThat(alone.target()).isNull();
    assertThat(alone.objections()).isEmpty();
    assertThat(alone.notes())
        .singleElement()
        .asString()
        .contains("a keepalived cannot be asked", "what lvs1 hears");
    Preflight silent =
        Preflight.of("VI_1", null, Map.of("lvs1", master("lvs1").status()), List.of("lvs2"));
    assertThat(silent.refusals(false))
        .containsExactly(
            Objection.soft("lvs2 did not answer, and may be the other director of VI_1"));
  }

  private static Preflight plan(@Nullable String to, Directors... directors) {
    Map<String, HostStatus> statuses = new LinkedHashMap<>();
    for (Directors each : directors) {
      HostStatus status = each.status();
      statuses.put(status.host(), status);
    }
    return Preflight.of("VI_1", to, statuses, List.of());
  }
}
