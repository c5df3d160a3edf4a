package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.interop.LabNetwork.await;

import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Our startup holds and preempt delays against keepalived, and keepalived's preempt delay against
 * us.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class DelayInteropTest {
  private static final Duration DELAY = Duration.ofSeconds(3);
  private static final Duration FOR_EVER = Duration.ofHours(1);

  @Test
  void delaysHoldOnBothSidesButNotWithoutAMaster() {
    List<RouterConfig> ours =
        List.of(
            router("prompt", 51, 150, Duration.ZERO, Duration.ZERO),
            router("held", 52, 150, Duration.ZERO, DELAY),
            router("delayed", 53, 150, DELAY, Duration.ZERO),
            router("patient", 54, 150, FOR_EVER, Duration.ZERO));
    try (LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1")) {
      LabKeepalived lower = LabKeepalived.start(network.peers(), theirs(100), "", "");
      try {
        await("keepalived has all").until(lower::isMaster);
        try (LabDirector director = new LabDirector(network, ours, List.of())) {
          await("we are master of the routers whose delay is over")
              .until(() ->
                  reached(director, State.MASTER, "prompt")
                      && reached(director, State.MASTER, "held")
                      && reached(director, State.MASTER, "delayed"));
          assertThat(director.transitions())
              .filteredOn(each -> each.to() == State.MASTER)
              .allSatisfy(each -> assertThat(each.reason()).isEqualTo(Reason.PREEMPTION))
              .first()
              .extracting(Transition::router)
              .isEqualTo("prompt");
          assertThat(waited(director, "held")).isGreaterThanOrEqualTo(DELAY);
          assertThat(waited(director, "delayed")).isGreaterThanOrEqualTo(DELAY);
          assertThat(first(director, State.BACKUP, "held").reason()).isEqualTo(Reason.STARTUP_HOLD);
          assertThat(status(director, "patient").state()).isEqualTo(State.BACKUP);
          assertThat(status(director, "patient").master().priority()).isEqualTo(100);

          lower.kill();
          await("we are master of all").until(() -> director.isAll(State.MASTER));
          assertThat(first(director, State.MASTER, "patient").reason())
              .isEqualTo(Reason.ADVERT_TIMEOUT);
          keepalivedComesBackWithADelayOfItsOwn(network, director);
        }
      } finally {
        lower.close();
      }
    }
  }

  private static void keepalivedComesBackWithADelayOfItsOwn(
      LabNetwork network, LabDirector director) {
    int before = director.transitions().size();
    List<RouterConfig> theirs =
        List.of(
            router("prompt", 51, 200, Duration.ZERO, Duration.ZERO),
            router("delayed", 53, 200, DELAY, Duration.ZERO));
    try (LabKeepalived higher = LabKeepalived.start(network.peers(), theirs, "", "")) {
      await("we gave both away").until(() -> director.transitions().size() >= before + 2);
      await("keepalived has both").until(higher::isMaster);
      List<Transition> lost = director.transitions().subList(before, director.transitions().size());
      assertThat(lost).extracting(Transition::router).containsExactly("prompt", "delayed");
      assertThat(lost)
          .allSatisfy(each -> {
            assertThat(each.to()).isEqualTo(State.BACKUP);
            assertThat(each.reason()).isEqualTo(Reason.HIGHER_PRIORITY_PEER);
          });
    }
  }

  private static List<RouterConfig> theirs(int priority) {
    return List.of(
        router("prompt", 51, priority, Duration.ZERO, Duration.ZERO),
        router("held", 52, priority, Duration.ZERO, Duration.ZERO),
        router("delayed", 53, priority, Duration.ZERO, Duration.ZERO),
        router("patient", 54, priority, Duration.ZERO, Duration.ZERO));
  }

  private static RouterConfig router(
      String name,
      int virtualRouterId,
      int priority,
      Duration preemptDelay,
      Duration startupDelay) {
    ProtocolOptions usual = ProtocolOptions.DEFAULT;
    RouterConfig config =
        Fixtures.router(
            VrrpVersion.V3,
            priority,
            Duration.ofMillis(300),
            Authentication.none(),
            "192.0.2.2" + virtualRouterId);
    return new RouterConfig(
        name,
        config.version(),
        virtualRouterId,
        config.family(),
        config.interfaceName(),
        priority,
        config.advertInterval(),
        true,
        preemptDelay,
        config.authentication(),
        config.addresses(),
        config.announced(),
        config.gratuitousArp(),
        config.transport(),
        usual.toBuilder().startupDelay(startupDelay).build());
  }

  private static boolean reached(LabDirector director, State state, String router) {
    return director.transitions().stream()
        .anyMatch(each -> each.router().equals(router) && each.to() == state);
  }

  private static Transition first(LabDirector director, State state, String router) {
    return director.transitions().stream()
        .filter(each -> each.router().equals(router) && each.to() == state)
        .findFirst()
        .orElseThrow();
  }

  /** The time from a router's start until it became master, by the engine's clock. */
  private static Duration waited(LabDirector director, String router) {
    return Duration.ofNanos(
        first(director, State.MASTER, router).nanos()
            - first(director, State.BACKUP, router).nanos());
  }

  private static RouterStatus status(LabDirector director, String router) {
    return director.engine().status().routers().stream()
        .filter(each -> each.name().equals(router))
        .findFirst()
        .orElseThrow();
  }
}
