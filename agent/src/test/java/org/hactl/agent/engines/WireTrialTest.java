package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hactl.agent.converge.EngineEvents;
import org.hactl.agent.converge.TestHost;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.HandOverStore;
import org.hactl.agent.store.SlowStartStore;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.health.probe.VipWays;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.notify.AddressArrivals;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a router appears while the same site is applied once more. */
class WireTrialTest {
  private static final Authentication OLD = Authentication.pass("1111");
  private static final Authentication NEW = Authentication.pass("2222");
  private static final List<Authentication> SENDS_OLD = List.of(OLD, NEW);
  private static final List<Authentication> SENDS_NEW = List.of(NEW, OLD);
  private static final EngineEvents NO_EVENTS =
      new EngineEvents() {
        @Override
        public void roleChanged(String router, boolean master) {}

        @Override
        public void healthChanged() {}

        @Override
        public void fullPassDue() {}
      };

  private final HostEngines engines;
  private FakeVrrp vrrp = new FakeVrrp(_ -> {});
  private FakeBfd bfd = new FakeBfd(_ -> {});

  WireTrialTest(@TempDir Path folder) throws IOException {
    this.engines =
        new HostEngines(
            NO_EVENTS,
            new FakeListener(),
            new AddressArrivals(),
            listener -> vrrp = new FakeVrrp(listener),
            listener -> bfd = new FakeBfd(listener),
            _ -> {
              throw new IllegalStateException("no scripts");
            },
            VipWays.NONE,
            new HandOvers(new HandOverStore(new DiskStorage(folder), HostJson.mapper(List.of()))),
            new SlowStartStore(new DiskStorage(folder), HostJson.mapper(List.of())),
            Runnable::run,
            () -> Instant.EPOCH);
  }

  @AfterEach
  void end() {
    engines.close();
  }

  @Test
  void anotherApplyOfAStateThatWaitsStillSendsTheOldPassword() {
    engines.configure(state(OLD));
    engines.tryOut(state(NEW), Set.of(), List.of());
    engines.tryOut(state(NEW), Set.of(), List.of());
    assertThat(passwords()).as("the other directors may not know the new one").isEqualTo(SENDS_OLD);
    assertThat(engines.confirmed()).isTrue();
    assertThat(passwords()).isEqualTo(SENDS_NEW);
  }

  @Test
  void anotherApplyAfterTheConfirmationStillAcceptsTheOldPassword() {
    engines.configure(state(OLD));
    engines.tryOut(state(NEW), Set.of(), List.of());
    assertThat(engines.confirmed()).isTrue();
    engines.tryOut(state(NEW), Set.of(), List.of());
    assertThat(passwords()).isEqualTo(SENDS_NEW);
    assertThat(engines.confirmed()).as("has to settle").isTrue();
    engines.settled();
    assertThat(passwords()).containsExactly(NEW);
  }

  @Test
  void anotherApplyAfterTheChangeHasSettledDoesNotAcceptTheOldPasswordAgain() {
    engines.configure(state(OLD));
    engines.tryOut(state(NEW), Set.of(), List.of());
    assertThat(engines.confirmed()).isTrue();
    assertThat(engines.settled()).isTrue();
    engines.tryOut(state(NEW), Set.of(), List.of());
    assertThat(passwords()).containsExactly(NEW);
    assertThat(engines.confirmed()).as("has to settle").isFalse();
    assertThat(passwords()).containsExactly(NEW);
  }

  @Test
  void aRouterThatCannotRunDoesNotKeepBfdFromRunning() {
    BfdConfig session = BfdFixtures.with("192.0.2.1", null, null, 20, 30, 3, false, false, 254);
    HostState state =
        state(0, OLD).toBuilder()
            .vrrp(
                new VrrpPolicy(List.of(), List.of(), List.of(session), List.of(), List.of(), false))
            .build();
    assertThatThrownBy(() -> engines.configure(state)).hasMessageContaining("priority");
    assertThat(bfd.sessions).containsExactly(session);
  }

  @Test
  void anApplyAfterARollbackBeginsFromTheOldPassword() {
    engines.configure(state(OLD));
    engines.tryOut(state(NEW), Set.of(), List.of());
    engines.configure(state(OLD));
    assertThat(passwords()).containsExactly(OLD);
    engines.tryOut(state(NEW), Set.of(), List.of());
    assertThat(passwords()).isEqualTo(SENDS_OLD);
  }

  @Test
  void aRestartStillAcceptsTheOldPasswordUntilTheChangeHasSettled() {
    engines.goOnSettling(state(OLD));
    engines.configure(state(NEW));
    assertThat(passwords()).isEqualTo(SENDS_NEW);
    assertThat(engines.settled()).isTrue();
    assertThat(passwords()).containsExactly(NEW);
    engines.configure(state(NEW));
    assertThat(passwords()).containsExactly(NEW);
  }

  @Test
  void aRollbackAfterARestartStillAcceptsTheOldPassword() {
    engines.goOnSettling(state(OLD));
    engines.configure(state(NEW));
    engines.configure(state(NEW));
    assertThat(passwords()).isEqualTo(SENDS_NEW);
  }

  @Test
  void aRoleIsNotGivenUpWhileAnotherProcessTakesOver() {
    engines.configure(state(OLD));
    assertThat(engines.handOverRequests().standStill()).isEmpty();
    engines.handOverRequests().giveUp("VI_1");
    assertThat(vrrp.givenUp).isEmpty();
    engines.handOverRequests().goOn();
    engines.handOverRequests().giveUp("VI_1");
    assertThat(vrrp.givenUp).containsExactly("VI_1");
  }

  /** The password that is sent, then the one that is accepted as well. */
  private List<Authentication> passwords() {
    RouterConfig router = Objects.requireNonNull(vrrp.routers.getFirst());
    RouterConfig other = router.alsoHeard();
    return other == null
        ? List.of(router.authentication())
        : List.of(router.authentication(), other.authentication());
  }

  private static HostState state(Authentication authentication) {
    return state(100, authentication);
  }

  private static HostState state(int priority, Authentication authentication) {
    return TestHost.state(
        List.of(
            VirtualRouterSpec.of(
                "VI_1",
                2,
                51,
                "v0",
                priority,
                1_000,
                true,
                0,
                authentication,
                List.of("192.0.2.254/24"),
                GratuitousArp.DEFAULT)));
  }
}
