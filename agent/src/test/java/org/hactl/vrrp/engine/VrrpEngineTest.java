package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpStatus;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine's thread, on an interface that does not exist, so that the test needs no root. */
@Timeout(30)
class VrrpEngineTest {
  private static final RouterConfig ROUTER =
      RouterConfig.of(
          "VI_1",
          VrrpVersion.V3,
          51,
          "hactl-no-such",
          100,
          java.time.Duration.ofSeconds(1),
          true,
          java.time.Duration.ZERO,
          Authentication.none(),
          Fixtures.addresses("192.0.2.254"),
          GratuitousArp.AS_KEEPALIVED);

  @Test
  void answersFromAnyThreadUntilItIsClosed() throws Exception {
    BlockingQueue<Transition> transitions = new ArrayBlockingQueue<>(10);
    VrrpEngine engine = VrrpEngine.start(Fixtures.transitionsTo(transitions));
    engine.configure(List.of(ROUTER));
    assertThat(transitions.take().reason()).isEqualTo(Reason.INTERFACE_MISSING);
    VrrpStatus status = engine.status();
    assertThat(status.routers()).extracting(RouterStatus::state).containsExactly(State.FAULT);
    assertThat(status.realtimePriority() > 0).isEqualTo(status.realtimeError() == null);
    engine.addressesReady(List.of("VI_1"));
    engine.interfaceChanged("hactl-no-such");
    engine.handOver("VI_1");
    engine.close();
    assertThat(transitions.take().reason()).isEqualTo(Reason.SHUTDOWN);
    assertThat(engine.termination()).isCompleted();
    engine.close();
    assertThatThrownBy(engine::status).hasMessage("the VRRP engine is not running");
  }

  @Test
  void refusesRoutersThatConflictAndContinues() throws IOException {
    try (VrrpEngine engine = VrrpEngine.start(transition -> {})) {
      assertThatThrownBy(() -> engine.configure(List.of(ROUTER, ROUTER)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(engine.status().routers()).isEmpty();
    }
  }

  @Test
  void aListenerMayNotWaitForItsOwnThread() throws IOException {
    CompletableFuture<String> refusal = new CompletableFuture<>();
    CompletableFuture<VrrpEngine> self = new CompletableFuture<>();
    try (VrrpEngine engine =
        VrrpEngine.start(transition -> {
          try {
            self.join().status();
          } catch (IllegalStateException e) {
            refusal.complete(String.valueOf(e.getMessage()));
          }
        })) {
      self.complete(engine);
      engine.configure(List.of(ROUTER));
      assertThat(refusal.join()).isEqualTo("a VRRP listener must not wait for the VRRP engine");
    }
  }
}
