package org.hactl.control.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.ChangeView;
import org.hactl.control.cost.PlanCosts;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class ChangeCostTest {
  @Test
  void whatIsAddedDisturbsNothing() {
    assertThat(disturbs("package", "nginx", Action.CREATE)).isFalse();
    assertThat(disturbs("address", "lo 192.0.2.9/32", Action.CREATE)).isFalse();
    assertThat(disturbs("file", "/etc/nginx/conf.d/shop.conf", Action.UPDATE)).isFalse();
    assertThat(disturbs("service", "nginx", Action.UPDATE, new FieldChange("running", "no", "yes")))
        .isFalse();
  }

  @Test
  void aRestartDisturbs() {
    assertThat(disturbs("service", "nginx", Action.RUN)).isTrue();
    assertThat(
            disturbs(
                "service", "nginx", Action.UPDATE, new FieldChange("restart", null, "for a file")))
        .isTrue();
    assertThat(disturbs("service", "nginx", Action.UPDATE, new FieldChange("running", "yes", "no")))
        .isTrue();
  }

  @Test
  void theRemovalOfWhatServesDisturbs() {
    assertThat(disturbs("package", "nginx", Action.DELETE)).isTrue();
    assertThat(disturbs("address", "lo 192.0.2.9/32", Action.DELETE)).isTrue();
    assertThat(disturbs("sysctl", "net.ipv4.conf.all.arp_ignore", Action.UPDATE)).isTrue();
    assertThat(disturbs("sysctl", "net.core.somaxconn", Action.UPDATE)).isFalse();
  }

  /** All new real servers of a site converge at once, and no wait for their checks follows. */
  @Test
  void theFirstArpParametersOfANewRealServerDisturbNothing() {
    String ignore = "net.ipv4.conf.all.arp_ignore";
    assertThat(disturbs("sysctl", ignore, Action.UPDATE, new FieldChange("value", "0", "1")))
        .isFalse();
    assertThat(disturbs("sysctl", ignore, Action.UPDATE, new FieldChange("value", "1", "0")))
        .isTrue();
  }

  @Test
  void directorsKeepInStepWhereTheyWouldNotUnderstandEachOther() {
    assertThat(parts(router("VI_1", Action.UPDATE, "interface"))).isTrue();
    assertThat(parts(router("VI_1", Action.UPDATE, "virtual_router_id"))).isFalse();
    assertThat(parts(router("VI_1", Action.UPDATE, "version"))).isFalse();
    assertThat(parts(router("VI_1", Action.UPDATE, "unicast.peers"))).isFalse();
    assertThat(parts(router("VI_1", Action.CREATE, "priority"))).isTrue();
    assertThat(
            parts(
                router("VI_1", Action.UPDATE, "addresses"),
                router("VI_2", Action.UPDATE, "addresses")))
        .as("a VIP may move from one to the other")
        .isTrue();
    assertThat(parts(router("VI_1", Action.UPDATE, "addresses"))).isFalse();
    assertThat(parts(router("VI_1", Action.UPDATE, "priority"))).isFalse();
  }

  @Test
  void aRoleIsLostWithItsRouterOrWithThePriority() {
    ChangeView falls = priority("VI_1", "90");
    ChangeView apart = router("VI_2", Action.UPDATE, "virtual_router_id");
    ChangeView goes = router("VI_3", Action.DELETE, "priority");
    List<ChangeView> changes = List.of(falls, apart, goes);
    assertThat(ChangeCost.rolesLost(changes, new PlanCosts(Map.of()).of("lvs1", changes)))
        .containsOnly(Map.entry("VI_1", 90), Map.entry("VI_3", 0));
  }

  private static ChangeView priority(String router, String to) {
    return new ChangeView(
        new ResourceId("vrrp", router),
        Action.UPDATE,
        List.of(new FieldChange("priority", "150", to)));
  }

  private static boolean disturbs(String kind, String key, Action action, FieldChange... fields) {
    return ChangeCost.disturbs(
        List.of(new ChangeView(new ResourceId(kind, key), action, List.of(fields))));
  }

  @Test
  void aDirectorThatIsNoRealServerAnyMoreChangesWithTheOthers() {
    assertThat(parts(router("VI_1", Action.UPDATE, "while_not_master"))).isTrue();
    FieldChange fresh = new FieldChange("while_not_master", null, "lo 192.0.2.9/32");
    assertThat(parts(new ChangeView(new ResourceId("vrrp", "VI_1"), Action.UPDATE, List.of(fresh))))
        .isFalse();
  }

  private static boolean parts(ChangeView... changes) {
    return ChangeCost.partsDirectors(List.of(changes), null);
  }

  private static ChangeView router(String name, Action action, String field) {
    return new ChangeView(
        new ResourceId("vrrp", name), action, List.of(new FieldChange(field, "1", "2")));
  }
}
