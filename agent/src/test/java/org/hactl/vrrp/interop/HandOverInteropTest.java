package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.interop.LabNetwork.await;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * We hand our role over to a real keepalived, while a client pings the VIP a hundred times a
 * second; {@code -Dhandover.rounds=20} repeats it.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(400)
class HandOverInteropTest {
  private static final int ROUNDS = Integer.getInteger("handover.rounds", 2);
  private static final String VIP = "198.51.100.254";

  static Stream<RouterConfig> protocols() {
    return Stream.of(
        router(VrrpVersion.V2, Duration.ofSeconds(1)),
        router(VrrpVersion.V3, Duration.ofMillis(200)));
  }

  private static RouterConfig router(VrrpVersion version, Duration interval) {
    return RouterConfig.of(
        "VI_1",
        version,
        51,
        LabSwitch.INTERFACE,
        150,
        interval,
        true,
        Duration.ZERO,
        Authentication.none(),
        Fixtures.addresses(VIP),
        GratuitousArp.AS_KEEPALIVED);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void noAnswerIsLost(RouterConfig config) {
    List<PingLoop.Result> results = new ArrayList<>();
    try (LabNetwork network = new LabNetwork(InteropRouters.OWN, InteropRouters.PEER);
        LabSwitch segment = new LabSwitch(network, "198.51.100.2", "198.51.100.1");
        LabDirector director = new LabDirector(network, config)) {
      String client = segment.client("198.51.100.9");
      for (int round = 0; round < ROUNDS; round++) {
        results.add(round(network, director, client, config));
      }
    }
    System.out.println("hand-overs to keepalived, version " + config.version() + ": " + results);
    assertThat(results).allMatch(result -> result.sent() > 50);
    assertThat(results).allMatch(result -> result.lost() == 0);
  }

  private static PingLoop.Result round(
      LabNetwork network, LabDirector director, String client, RouterConfig config) {
    await("our router is master with its address").until(() -> director.isAll(State.MASTER));
    try (LabKeepalived keepalived =
        LabKeepalived.start(network, withPriority(config, 100), InteropRouters.PASSWORD)) {
      await("keepalived is backup").until(() -> keepalived.log().contains("BACKUP STATE"));
      long sent = director.status().traffic().advertisementsSent();
      PingLoop pings = PingLoop.start(client, VIP);
      await("keepalived hears us")
          .until(() -> director.status().traffic().advertisementsSent() > sent + 1);
      director.engine().handOver("VI_1");
      assertThat(director.awaitState(State.BACKUP).reason()).isEqualTo(Reason.OPERATOR);
      await("keepalived is master").until(keepalived::isMaster);
      long heard = director.status().traffic().advertisementsReceived();
      await("longer than our down timer")
          .until(() -> director.status().traffic().advertisementsReceived() > heard + 4);
      assertThat(director.status().state()).isEqualTo(State.BACKUP);
      return pings.end();
    }
  }
}
