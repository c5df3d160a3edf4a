package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.on;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packets the engine accepts, rejects and counts. */
class VrrpCoreReceptionTest extends TestCore {
  @Test
  void bothFamiliesMayHaveRoutersOfTheSameVrid() {
    network.link("v0", 7, true, "192.0.2.2", "fe80::2");
    RouterConfig ipv6 = renamed(Fixtures.ipv6(), "VI_6");
    core.configure(List.of(Fixtures.v2(), ipv6), List.of(), Map.of());
    network.deliver("v0", encode(ipv6, "fe80::1", 200, 1));
    assertThat(core.routerStatus())
        .extracting(router -> router.traffic().advertisementsReceived())
        .containsExactly(0L, 1L);
    assertThat(network.opened()).isEqualTo(BOTH_PROTOCOLS + 1);
  }

  @Test
  void aRouterWithAuthenticationHeaderAndOneWithoutHearEachOther() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    network.deliver("v0", encode(Fixtures.ah(), "192.0.2.1", 200, 1));
    assertThat(status().traffic().rejected()).isEqualTo(Map.of(RejectReason.AUTH_TYPE, 1L));
    core.configure(List.of(renamed(Fixtures.ah(), "VI_1")), List.of(), Map.of());
    network.deliver("v0", encode(Fixtures.v2(), "192.0.2.1", 200, 1));
    assertThat(status().traffic().rejected()).containsEntry(RejectReason.AUTH_TYPE, 2L);
  }

  @Test
  void countsWhatTheKernelDropped() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    network.drop("v0", 3);
    pass(SECOND);
    network.drop("v0", 2);
    pass(SECOND);
    assertThat(core.unassigned()).containsExactlyEntriesOf(Map.of(RejectReason.OVERRUN, 5L));
  }

  @Test
  void countsWhatItCannotUseByReason() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    byte[] good = encode(Fixtures.v2(), PEER, 200, 1);
    byte[] wrongTtl = good.clone();
    wrongTtl[8] = 1;
    network.deliver(
        "v0",
        good,
        wrongTtl,
        wrongTtl,
        encode(Fixtures.v3(), PEER, 200, 1),
        encode(withAddresses(Fixtures.v2(), "192.0.2.253"), PEER, 200, 1),
        encode(on("v0", "x", 99), PEER, 200, 1),
        new byte[0],
        Arrays.copyOf(good, 25));
    assertThat(status().traffic().rejected())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(RejectReason.TTL, 2L, RejectReason.VERSION, 1L, RejectReason.ADDRESS_LIST, 1L));
    assertThat(core.unassigned())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(RejectReason.UNKNOWN_VRID, 1L, RejectReason.TOO_SHORT, 2L));
    assertThat(status().traffic().advertisementsReceived()).isEqualTo(2);
    assertThat(status().master().priority()).isEqualTo(200);
  }

  @Test
  void survivesNoise() {
    Random random = new Random(42);
    core.configure(List.of(Fixtures.v2(), on("v0", "VI_2", 52)), List.of(), Map.of());
    for (int count = 0; count < 20_000; count++) {
      byte[] noise = encode(Fixtures.v2(), PEER, random.nextInt(256), count);
      noise = Arrays.copyOf(noise, random.nextInt(noise.length + 4));
      for (int index = 0; index < noise.length; index += 1 + random.nextInt(20)) {
        noise[index] ^= (byte) random.nextInt();
      }
      network.deliver("v0", noise);
    }
    pass(DOWN_100);
    assertThat(core.routerStatus()).hasSize(2);
    assertThat(core.unassigned()).isNotEmpty();
  }

  @Test
  void twoMastersAreNamedWithTheReasonWithinThreeIntervals() {
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    pass(DOWN_100);
    byte[] other =
        encode(
            Fixtures.router(
                VrrpVersion.V2,
                200,
                Duration.ofSeconds(1),
                Authentication.pass("wrong"),
                "192.0.2.254"),
            PEER,
            200,
            1);
    for (int interval = 0; interval <= 2; interval++) {
      network.deliver("v0", other);
      pass(SECOND);
    }
    OtherMaster told = events(VrrpEvent.OtherMasterSeen.class).getFirst().other();
    assertThat(told.peer()).isEqualTo(Fixtures.address(PEER));
    assertThat(told.priority()).isEqualTo(200);
    assertThat(told.rejected()).isEqualTo(RejectReason.PASSWORD);
    // Their times differ: the wall clock of this test does not run with its monotonic clock.
    assertThat(status(0).otherMaster())
        .usingRecursiveComparison()
        .ignoringFields("since")
        .isEqualTo(told);
    pass(5 * SECOND);
    assertThat(events(VrrpEvent.OtherMasterGone.class)).hasSize(1);
    assertThat(status(0).otherMaster()).isNull();
  }

  /** keepalived 2.2.7 restarts its advertisement timer with every packet. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aStreamOfPacketsDoesNotDelayOurAdvertisements(long seed) {
    Random random = new Random(seed);
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    pass(DOWN_100);
    byte[] lower = encode(on("v0", "VI_1", 51), PEER, 1 + random.nextInt(99), 1);
    byte[] damaged = lower.clone();
    damaged[damaged.length - 1] ^= 1;
    byte[] leaving = encode(on("v0", "VI_1", 51), PEER, 0, 1);
    byte[][] stream = {lower, damaged, leaving};
    long lastSent = now;
    network.takePackets();
    for (long end = now + 10 * SECOND; now < end; ) {
      long gap = 1 + random.nextLong(random.nextBoolean() ? MS : 300 * MS);
      network.deliver("v0", stream[random.nextInt(stream.length)]);
      long next = Math.min(now + gap, core.nextDeadlineNanos());
      now = Math.max(now, next);
      core.fireTimers();
      if (!network.takePackets().isEmpty()) {
        lastSent = now;
      }
      assertThat(now - lastSent).isLessThanOrEqualTo(SECOND);
    }
    assertThat(status(0).traffic().advertisementsSent()).isLessThan(120);
  }
}
