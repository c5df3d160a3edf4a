package org.hactl.control.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.SiteVersion;
import org.hactl.control.rollout.HostRename.Refusal;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class HostRenameTest {
  private static final HostRename RENAME = new HostRename("web1", "shop1");

  @Test
  void theInventoryMustHaveTheNewNameAlone() {
    assertThat(RENAME.ofInventory(Set.of("lvs1", "shop1"))).isEmpty();
    assertThat(why(RENAME.ofInventory(Set.of("web1"))))
        .isEqualTo("the inventory still has web1 and not shop1");
    assertThat(why(RENAME.ofInventory(Set.of("lvs1"))))
        .isEqualTo("the inventory has neither web1 nor shop1");
    Refusal both = RENAME.ofInventory(Set.of("web1", "shop1")).orElseThrow();
    assertThat(both.why()).isEqualTo("the inventory has both web1 and shop1");
    assertThat(both.next()).contains("hactl offboard web1").endsWith("; nothing was changed");
  }

  @Test
  void theMachineMustBeTheOneThatHadTheOldName() {
    assertThat(RENAME.ofMachine(host("web1"), List.of())).isEmpty();
    assertThat(why(RENAME.ofMachine(null, List.of())))
        .isEqualTo("no agent answers at the address of shop1");
    assertThat(why(RENAME.ofMachine(host("web2"), List.of())))
        .isEqualTo("the machine at the address of shop1 is web2, not web1");
  }

  @Test
  void whatAnApplyHasBegunUnderTheNewNameIsFinished() {
    assertThat(why(RENAME.ofMachine(host("shop1"), List.of(host("shop1")))))
        .isEqualTo("shop1 has its name already, and no host remembers web1");
    assertThat(RENAME.ofMachine(host("shop1"), List.of(holding(Map.of(), List.of("web1")))))
        .isEmpty();
    assertThat(RENAME.ofMachine(host("shop1"), List.of(holding(Map.of("web1", "d"), List.of()))))
        .isEmpty();
    assertThat(RENAME.ofMachine(host("shop1"), List.of(holding(Map.of("web1", ""), List.of()))))
        .isPresent();
  }

  @Test
  void nothingThatServesMayChangeWithTheName() {
    ChangeView motd =
        change(Action.UPDATE, "file", "/etc/motd", new FieldChange("content", "a", "b"));
    assertThat(RENAME.ofPlan(Map.of("shop1", List.of(motd)), Map.of())).isEmpty();
    for (ChangeView touching :
        List.of(
            change(Action.RUN, "service", "nginx", new FieldChange("restart", null, "x")),
            change(Action.UPDATE, "vrrp", "VI_1", new FieldChange("priority", "100", "90")),
            change(Action.DELETE, "vrrp", "VI_1"),
            change(Action.CREATE, "ipvs", "192.0.2.9:80/tcp"))) {
      assertThat(why(RENAME.ofPlan(Map.of("shop1", List.of(motd, touching)), Map.of())))
          .isEqualTo("more than the name changes: shop1: " + touching.id());
    }
  }

  private static String why(Optional<Refusal> refusal) {
    return refusal.orElseThrow().why();
  }

  private static HostStatus host(String name) {
    return HostStatus.builder(name).build();
  }

  private static HostStatus holding(Map<String, String> members, List<String> left) {
    return HostStatus.builder("lvs1")
        .version(new SiteVersion("shop", 9, "", false, "ann@desk", 0, members, left))
        .build();
  }

  private static ChangeView change(Action action, String kind, String key, FieldChange... fields) {
    return new ChangeView(new ResourceId(kind, key), action, List.of(fields));
  }
}
