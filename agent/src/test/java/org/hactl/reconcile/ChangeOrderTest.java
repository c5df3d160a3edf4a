package org.hactl.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class ChangeOrderTest {
  @Test
  void removesTopDownAndAddsBottomUp() {
    Map<String, List<Change>> changes =
        Map.of(
            "ipvs", List.of(change("ipvs", Action.DELETE), change("ipvs", Action.CREATE)),
            "sysctl", List.of(change("sysctl", Action.CREATE), change("sysctl", Action.DELETE)),
            "address", List.of(change("address", Action.DELETE), change("address", Action.UPDATE)),
            "package", List.of(change("package", Action.CREATE)),
            "service", List.of(change("service", Action.RUN)),
            "file", List.of());
    assertThat(ChangeOrder.steps(changes))
        .extracting(step -> (step.removal() ? "- " : "+ ") + step.kind())
        .containsExactly(
            "- ipvs",
            "- address",
            "- sysctl",
            "+ package",
            "+ service",
            "+ sysctl",
            "+ address",
            "+ ipvs");
  }

  @Test
  void putsUnknownKindsOnTop() {
    assertThat(ChangeOrder.sorted(List.of("haproxy", "ipvs", "package")))
        .containsExactly("package", "ipvs", "haproxy");
  }

  @Test
  void everyKindHasAPlaceInTheOrder() {
    assertThat(ChangeOrder.KINDS)
        .containsExactly(
            "package",
            "file",
            "service",
            "link",
            "sysctl",
            "filter",
            "mark",
            "address",
            "route",
            "rule",
            "connection-sync",
            "ipvs-timeout",
            "ipvs");
  }

  private static Change change(String kind, Action action) {
    return new Change(new ResourceId(kind, "x"), action, List.of(), null, null);
  }
}
