package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

class AdvertisingSlotTest {
  private static final long MS = 1_000_000L;
  private static final long INTERVAL = 100 * MS;

  /**
   * All routers become master at the same instant; two seconds later they advertise in ten slots of
   * 2 ms.
   */
  @Test
  void gathersRoutersAtTheBeginningOfTheIntervalWithoutBeingLate() {
    Map<Long, Integer> sentBySlot = new HashMap<>();
    for (int vrid = 1; vrid <= 250; vrid++) {
      List<Long> times = advertisements(vrid, 1_000 * MS + 7);
      for (int index = 1; index < times.size(); index++) {
        assertThat(times.get(index) - times.get(index - 1)).isBetween(INTERVAL * 9 / 10, INTERVAL);
      }
      sentBySlot.merge(times.getLast() % INTERVAL, 1, Integer::sum);
    }
    assertThat(sentBySlot)
        .hasSize(10)
        .allSatisfy((at, count) -> {
          assertThat(at % (2 * MS)).isZero();
          assertThat(at).isLessThan(20 * MS);
          assertThat(count).isEqualTo(25);
        });
  }

  private static List<Long> advertisements(int vrid, long start) {
    RouterConfig config =
        RouterConfig.of(
            "r",
            VrrpVersion.V3,
            vrid,
            "v0",
            255,
            Duration.ofNanos(INTERVAL),
            true,
            Duration.ZERO,
            Authentication.none(),
            Fixtures.addresses("192.0.2.254"),
            GratuitousArp.AS_KEEPALIVED);
    VirtualRouter router = new VirtualRouter(config);
    router.step(new Input.InterfaceUp(address("192.0.2.2")), start);
    router.step(new Input.Startup(null, 0), start);
    List<Long> times = new ArrayList<>(List.of(start));
    for (int count = 0; count < 20; count++) {
      long at = AdvertisingSlot.deadlineNanos(router);
      assertThat(router.step(Input.Timer.FIRED, at)).contains(new Effect.SendAdvertisement(255));
      times.add(at);
    }
    return times;
  }

  @Test
  void aBackupsTimerIsNotMoved() {
    VirtualRouter router = new VirtualRouter(Fixtures.v2());
    router.step(new Input.InterfaceUp(address("192.0.2.2")), 5);
    router.step(new Input.Startup(null, 0), 5);
    assertThat(AdvertisingSlot.deadlineNanos(router)).isEqualTo(router.nextDeadlineNanos());
  }
}
