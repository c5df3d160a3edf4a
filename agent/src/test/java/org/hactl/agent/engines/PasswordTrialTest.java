package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.notify.AddressArrivals;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which passwords a router has while the same site is applied once more. */
class PasswordTrialTest {
  private static final Authentication OLD = Authentication.pass("1111");
  private static final Authentication NEW = Authentication.pass("2222");
  private static final Authentication SENDS_OLD = new Authentication.Changing(OLD, NEW);
  private static final Authentication SENDS_NEW = new Authentication.Changing(NEW, OLD);
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

  PasswordTrialTest(@TempDir Path folder) throws IOException {
    this.engines =
        new HostEngines(
            NO_EVENTS,
            new FakeListener(),
            new AddressArrivals(),
            listener -> vrrp = new FakeVrrp(listener),
            FakeBfd::new,
            _ -> {
              throw new IllegalStateException("no scripts");
            },
            new HandOvers(new HandOverStore(new DiskStorage(folder), HostJson.mapper(List.of()))),
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
    engines.tryOut(state(NEW), Set.of());
    engines.tryOut(state(NEW), Set.of());
    assertThat(password()).as("the other directors may not know the new one").isEqualTo(SENDS_OLD);
    assertThat(engines.confirmed()).isTrue();
    assertThat(password()).isEqualTo(SENDS_NEW);
  }

  @Test
  void anotherApplyAfterTheConfirmationStillAcceptsTheOldPassword() {
    engines.configure(state(OLD));
    engines.tryOut(state(NEW), Set.of());
    assertThat(engines.confirmed()).isTrue();
    engines.tryOut(state(NEW), Set.of());
    assertThat(password()).isEqualTo(SENDS_NEW);
    assertThat(engines.confirmed()).as("has to settle").isTrue();
    engines.settled();
    assertThat(password()).isEqualTo(NEW);
  }

  @Test
  void anApplyAfterARollbackBeginsFromTheOldPassword() {
    engines.configure(state(OLD));
    engines.tryOut(state(NEW), Set.of());
    engines.configure(state(OLD));
    assertThat(password()).isEqualTo(OLD);
    engines.tryOut(state(NEW), Set.of());
    assertThat(password()).isEqualTo(SENDS_OLD);
  }

  @Test
  void aRestartStillAcceptsTheOldPasswordUntilTheChangeHasSettled() {
    engines.goOnSettling(state(OLD));
    engines.configure(state(NEW));
    assertThat(password()).isEqualTo(SENDS_NEW);
    assertThat(engines.settled()).isTrue();
    assertThat(password()).isEqualTo(NEW);
    engines.configure(state(NEW));
    assertThat(password()).isEqualTo(NEW);
  }

  @Test
  void aRollbackAfterARestartStillAcceptsTheOldPassword() {
    engines.goOnSettling(state(OLD));
    engines.configure(state(NEW));
    engines.configure(state(NEW));
    assertThat(password()).isEqualTo(SENDS_NEW);
  }

  @Test
  void aRoleIsNotGivenUpWhileAnotherProcessTakesOver() {
    engines.configure(state(OLD));
    assertThat(engines.standStill()).isEmpty();
    engines.giveUp("VI_1");
    assertThat(vrrp.givenUp).isEmpty();
    engines.goOn();
    engines.giveUp("VI_1");
    assertThat(vrrp.givenUp).containsExactly("VI_1");
  }

  private Authentication password() {
    return Objects.requireNonNull(vrrp.routers.getFirst()).authentication();
  }

  private static HostState state(Authentication authentication) {
    return TestHost.state(
        List.of(
            VirtualRouterSpec.of(
                "VI_1",
                2,
                51,
                "v0",
                100,
                1_000,
                true,
                0,
                authentication,
                List.of("192.0.2.254/24"),
                GratuitousArp.DEFAULT)));
  }
}
