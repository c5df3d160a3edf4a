package org.hactl.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.host.CapacitySpec;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VrrpPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HooksTest {
  private final FakeScripts scripts = new FakeScripts();
  private final AddressArrivals arrivals = new AddressArrivals();
  private final List<HookResult> ended = Collections.synchronizedList(new ArrayList<>());
  private final List<String> skipped = Collections.synchronizedList(new ArrayList<>());
  private final Hooks hooks =
      new Hooks(
          scripts,
          arrivals,
          new HookListener() {
            @Override
            public void ended(HookResult result) {
              ended.add(result);
            }

            @Override
            public void skipped(Subject about, List<String> states) {
              skipped.addAll(states);
            }
          },
          () -> Instant.EPOCH);

  @AfterEach
  void end() {
    scripts.release();
    hooks.close();
  }

  @Test
  void addsKeepalivedsArgumentsItsOwnBeforeThoseOfTheHost() {
    hooks.configure(state(List.of(hook("/all")), router("VI_1", hook("/own", "-v"))));
    hooks.tell(told("VI_1", "BACKUP"));
    hooks.tell(new Notification(Subject.group("VG_1"), "BACKUP", 0, Map.of()));
    hooks.close();
    assertThat(scripts.ran)
        .containsExactly("/own -v INSTANCE VI_1 BACKUP 100", "/all INSTANCE VI_1 BACKUP 100");
    assertThat(ended).extracting(HookResult::command).containsExactly("/own -v", "/all");
    assertThat(ended).allMatch(HookResult::ok);
  }

  @Test
  void aServiceRunsItsOwnHooksAndThoseOfTheHostThatNameTheState() {
    HookSpec named = new HookSpec(List.of("/named"), null, 1_000, Set.of("QUORUM_DOWN"));
    hooks.configure(
        state(List.of(hook("/all"), named)).toBuilder()
            .virtualServices(
                List.of(
                    VirtualServiceSpec.builder("web", "192.0.2.9", 80)
                        .capacity(new CapacitySpec(null, null, null, null, List.of(hook("/own"))))
                        .build()))
            .build());
    hooks.tell(new Notification(Subject.service("web"), "QUORUM_UP", 0, Map.of()));
    hooks.tell(new Notification(Subject.service("web"), "QUORUM_DOWN", 0, Map.of()));
    hooks.close();
    assertThat(scripts.ran)
        .containsExactly(
            "/own SERVICE web QUORUM_UP 0",
            "/own SERVICE web QUORUM_DOWN 0",
            "/named SERVICE web QUORUM_DOWN 0");
  }

  @Test
  void aGroupRunsItsOwnHooksAndTheHooksOfTheHost() {
    hooks.configure(
        HostState.builder("shop", "lvs1")
            .virtualRouters(List.of(router("VI_1")))
            .vrrp(
                new VrrpPolicy(
                    List.of(
                        new VrrpPolicy.SyncGroupSpec(
                            "VG_1", List.of("VI_1"), List.of(), List.of(hook("/group")))),
                    List.of(),
                    List.of(),
                    List.of(hook("/all")),
                    List.of(),
                    false))
            .build());
    hooks.tell(new Notification(Subject.group("VG_1"), "MASTER", 0, Map.of()));
    hooks.close();
    assertThat(scripts.ran)
        .containsExactly("/group GROUP VG_1 MASTER 0", "/all GROUP VG_1 MASTER 0");
  }

  @Test
  void aHookRunsOnlyForItsStates() {
    HookSpec onlyFault = new HookSpec(List.of("/fault"), null, 1_000, Set.of("FAULT"));
    hooks.configure(state(List.of(), router("VI_1", onlyFault)));
    hooks.tell(told("VI_1", "BACKUP"));
    hooks.tell(told("VI_1", "FAULT"));
    hooks.close();
    assertThat(scripts.ran).containsExactly("/fault INSTANCE VI_1 FAULT 100");
  }

  @Test
  void hooksOfOneRouterRunOneByOneAndRoutersDoNotWaitForEachOther() {
    hooks.configure(state(List.of(hook("/all")), router("VI_1"), router("VI_2")));
    scripts.block("/all INSTANCE VI_1 MASTER 100");
    hooks.tell(told("VI_1", "MASTER"));
    hooks.tell(told("VI_1", "BACKUP"));
    hooks.tell(told("VI_2", "MASTER"));
    await().until(() -> scripts.ran.contains("/all INSTANCE VI_2 MASTER 100"));
    await().until(() -> scripts.ran.contains("/all INSTANCE VI_1 MASTER 100"));
    assertThat(scripts.ran).doesNotContain("/all INSTANCE VI_1 BACKUP 100");
    scripts.release();
    hooks.close();
    assertThat(scripts.ran.getLast()).isEqualTo("/all INSTANCE VI_1 BACKUP 100");
  }

  @Test
  void excessNotificationsAreDroppedAndReportedAndTheLastIsAlwaysDelivered() {
    hooks.configure(state(List.of(hook("/all")), router("VI_1")));
    scripts.block("/all INSTANCE VI_1 FAULT 100");
    hooks.tell(told("VI_1", "FAULT"));
    await().until(() -> scripts.ran.size() == 1);
    for (int i = 0; i < 2 * Backlog.CAPACITY; i++) {
      hooks.tell(told("VI_1", i % 2 == 0 ? "BACKUP" : "FAULT"));
    }
    hooks.tell(told("VI_1", "MASTER"));
    assertThat(skipped).hasSize(Backlog.CAPACITY + 1).startsWith("BACKUP", "FAULT");
    scripts.release();
    hooks.close();
    assertThat(scripts.ran).hasSize(1 + Backlog.CAPACITY);
    assertThat(scripts.ran.getLast()).isEqualTo("/all INSTANCE VI_1 MASTER 100");
  }

  @Test
  void aWaitingNotificationThatIsNoStateIsNotRepeated() {
    hooks.configure(state(List.of(hook("/all")), router("VI_1")));
    scripts.block("/all INSTANCE VI_1 MASTER 100");
    hooks.tell(told("VI_1", "MASTER"));
    await().until(() -> scripts.ran.size() == 1);
    for (int i = 0; i < 100; i++) {
      hooks.tell(told("VI_1", Notification.MASTER_RX_LOWER_PRI));
    }
    scripts.release();
    hooks.close();
    assertThat(scripts.ran)
        .containsExactly(
            "/all INSTANCE VI_1 MASTER 100", "/all INSTANCE VI_1 MASTER_RX_LOWER_PRI 100");
    assertThat(skipped).isEmpty();
  }

  @Test
  void prioritiesGoToHooksThatNameThem() {
    HookSpec asking =
        new HookSpec(
            List.of("/asking"), null, 1_000, Set.of("MASTER", Notification.MASTER_PRIORITY));
    hooks.configure(state(List.of(hook("/all"), asking), router("VI_1")));
    scripts.block("/asking INSTANCE VI_1 MASTER 100");
    hooks.tell(told("VI_1", "MASTER"));
    await().until(() -> scripts.ran.size() == 2);
    for (int priority = 1; priority <= 100; priority++) {
      hooks.tell(
          new Notification(
              Subject.router("VI_1"), Notification.MASTER_PRIORITY, priority, Map.of()));
    }
    hooks.tell(told("VI_1", Notification.BACKUP_PRIORITY));
    scripts.release();
    hooks.close();
    assertThat(scripts.ran)
        .containsExactly(
            "/all INSTANCE VI_1 MASTER 100",
            "/asking INSTANCE VI_1 MASTER 100",
            "/asking INSTANCE VI_1 MASTER_PRIORITY 100");
    assertThat(skipped).isEmpty();
  }

  @Test
  void aHookThatCannotRunDelaysNoOther() {
    hooks.configure(state(List.of(hook("/all")), router("VI_1", hook("/broken"))));
    hooks.tell(told("VI_1", "BACKUP"));
    hooks.tell(told("VI_1", "MASTER"));
    hooks.close();
    assertThat(scripts.ran)
        .containsExactly("/all INSTANCE VI_1 BACKUP 100", "/all INSTANCE VI_1 MASTER 100");
    assertThat(ended)
        .filteredOn(each -> !each.ok())
        .extracting(HookResult::outcome)
        .containsExactly("unable to create native thread", "unable to create native thread");
  }

  @Test
  void twoMastersGoToHooksThatNameThem() {
    HookSpec asking =
        new HookSpec(List.of("/asking"), null, 1_000, Set.of(Notification.TWO_MASTERS));
    hooks.configure(state(List.of(hook("/all"), asking), router("VI_1")));
    hooks.tell(told("VI_1", Notification.TWO_MASTERS));
    hooks.tell(told("VI_1", Notification.TWO_MASTERS_OVER));
    hooks.close();
    assertThat(scripts.ran).containsExactly("/asking INSTANCE VI_1 TWO_MASTERS 100");
  }

  @Test
  void aRemovedRouterRunsItsHooksForItsStop() {
    hooks.configure(state(List.of(hook("/all")), router("VI_1", hook("/own"))));
    hooks.configure(state(List.of()));
    hooks.tell(told("VI_1", "DELETED"));
    hooks.tell(told("VI_1", "MASTER"));
    hooks.close();
    assertThat(scripts.ran)
        .containsExactly("/own INSTANCE VI_1 DELETED 100", "/all INSTANCE VI_1 DELETED 100");
  }

  @Test
  void masterHooksRunWhenTheAddressesAreInPlace() {
    hooks.configure(state(List.of(hook("/all")), router("VI_1"), router("VI_2")));
    arrivals.expect("VI_1");
    hooks.tell(told("VI_1", "MASTER"));
    hooks.tell(told("VI_2", "MASTER"));
    await().until(() -> scripts.ran.size() == 1);
    assertThat(scripts.ran).containsExactly("/all INSTANCE VI_2 MASTER 100");
    arrivals.arrived("VI_1");
    hooks.close();
    assertThat(scripts.ran).hasSize(2);
  }

  @Test
  void aHookThatCannotRunHasAResult() {
    hooks.configure(state(List.of(hook("/refused")), router("VI_1")));
    hooks.tell(told("VI_1", "BACKUP"));
    hooks.close();
    assertThat(ended).hasSize(1);
    assertThat(ended.getFirst().ok()).isFalse();
    assertThat(ended.getFirst().outcome()).isEqualTo("will not run /refused as root");
  }

  private static Notification told(String router, String state) {
    return new Notification(Subject.router(router), state, 100, Map.of("HACTL_REASON", "operator"));
  }

  private static HookSpec hook(String... command) {
    return new HookSpec(List.of(command), null, 1_000, Set.of());
  }

  private static VirtualRouterSpec router(String name, HookSpec... own) {
    VirtualRouterSpec plain = TestRouters.router(name, "eth0", "192.0.2.1/24");
    return new VirtualRouterSpec(plain.config(), plain.held(), List.of(), List.of(own));
  }

  private static HostState state(List<HookSpec> all, VirtualRouterSpec... routers) {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(List.of(routers))
        .vrrp(new VrrpPolicy(List.of(), List.of(), List.of(), all, List.of(), false))
        .build();
  }
}
