package org.hactl.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hactl.agent.api.ChangeView;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.MailPolicy;
import org.hactl.host.Secret;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class StateDiffTest {
  @Test
  void equalStatesDifferInNothing() {
    assertThat(StateDiff.of(state(100, "1111", 30_000), state(100, "1111", 30_000))).isEmpty();
  }

  @Test
  void showsEachFieldThatDiffers() {
    assertThat(StateDiff.of(state(100, "1111", 30_000), state(150, "1111", 60_000)))
        .extracting(ChangeView::toString)
        .containsExactly(
            new ChangeView(
                    new ResourceId("vrrp", "VI_1"),
                    Action.UPDATE,
                    List.of(new FieldChange("priority", "100", "150")))
                .toString(),
            new ChangeView(
                    new ResourceId("drift", "policy"),
                    Action.UPDATE,
                    List.of(new FieldChange("every", "30000ms", "60000ms")))
                .toString());
  }

  @Test
  void whoIsToldIsAChangeToo() {
    HostState told =
        new HostState(
            "shop",
            "lvs1",
            List.of(),
            List.of(),
            new VrrpPolicy(
                List.of(new VrrpPolicy.SyncGroup("VG_1", List.of("VI_1"), List.of(), List.of())),
                List.of(),
                List.of(),
                List.of(new HookSpec(List.of("/etc/hactl/tell"), null, 1_000, Set.of())),
                List.of("/run/vrrp.fifo")),
            List.of(),
            Set.of(),
            DriftPolicy.DEFAULT,
            null);
    assertThat(StateDiff.of(HostState.empty("shop", "lvs1"), told))
        .extracting(change -> change.id().toString())
        .containsExactly("sync-group[VG_1]", "notify[fifo /run/vrrp.fifo]", "notify[hooks]");
  }

  @Test
  void aChangedPasswordIsAChangeAndStaysSecret() {
    List<ChangeView> changes =
        StateDiff.of(state(100, "old-pass", 30_000), state(100, "new-pass", 30_000));
    assertThat(changes).hasSize(1);
    assertThat(changes.toString()).contains("(secret)").doesNotContain("old-pass", "new-pass");
  }

  @Test
  void fromNothingAndBackToNothing() {
    HostState nothing = HostState.empty("shop", "lvs1");
    assertThat(StateDiff.of(nothing, state(100, "1111", 30_000)))
        .extracting(ChangeView::action)
        .containsExactly(Action.CREATE, Action.CREATE);
    assertThat(StateDiff.of(state(100, "1111", 30_000), nothing))
        .extracting(ChangeView::action)
        .containsExactly(Action.DELETE, Action.DELETE);
  }

  private static HostState state(int priority, String password, long everyMillis) {
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            "VI_1",
            2,
            51,
            "eth0",
            priority,
            1_000,
            true,
            0,
            new Secret(password),
            List.of("192.168.0.254/24"),
            VirtualRouterSpec.GratuitousArp.DEFAULT);
    return new HostState(
        "shop",
        "lvs1",
        List.of(),
        List.of(router),
        VrrpPolicy.NONE,
        List.of(),
        Set.of(),
        new DriftPolicy(DriftPolicy.Mode.CORRECT, everyMillis, null),
        new MailPolicy(List.of("root@localhost"), "root@localhost", "127.0.0.1", 25, 30_000));
  }
}
