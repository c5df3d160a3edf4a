package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.on;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hactl.vrrp.model.AddressMismatch;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine's parts do together beyond one router: groups, verdicts, floods, stalls. */
class VrrpCoreOptionsTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long DOWN_100 = 3_609_375_000L;
  private static final String PEER = "192.0.2.1";
  private static final List<SyncGroupConfig> ONE_GROUP =
      List.of(new SyncGroupConfig("VG_1", List.of("VI_1", "VI_2")));

  private final FakeVrrpNetwork network = new FakeVrrpNetwork();
  private final List<VrrpEvent> events = new ArrayList<>();
  private long now = 1_000 * SECOND;
  private final VrrpCore core =
      new VrrpCore(network, events::add, RoleMemory.none(), () -> now, InstantSource.system());

  @BeforeEach
  void linkUp() {
    network.link("v0", 7, true, "192.0.2.2");
    network.link("v1", 8, true, "192.0.2.2");
  }

  @Test
  void aVerdictStandsForARouterOfLaterAndThroughReconfigurations() {
    core.track("VI_1", new TrackVerdict(-30, null));
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    assertThat(status(0).priority().effective()).isEqualTo(70);
    assertThat(status(0).priority().configured()).isEqualTo(100);
    core.configure(List.of(on("v0", "VI_1", 51).withPriority(150)), List.of(), Map.of());
    assertThat(status(0).priority().effective()).isEqualTo(120);
    core.track("VI_1", new TrackVerdict(0, "chk_http: exit status 1"));
    assertThat(status(0).state()).isEqualTo(State.FAULT);
    assertThat(status(0).role().reason()).isEqualTo(Reason.TRACKED);
    assertThat(status(0).role().detail()).isEqualTo("chk_http: exit status 1");
    core.configure(List.of(), List.of(), Map.of());
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    assertThat(status(0).state()).isEqualTo(State.FAULT);
    assertThat(events(VrrpEvent.PriorityChange.class))
        .extracting(VrrpEvent.PriorityChange::from, VrrpEvent.PriorityChange::to)
        .startsWith(org.assertj.core.groups.Tuple.tuple(70, 120));
  }

  @Test
  void aGroupIsMasterTogetherAndItsFaultIsNamed() {
    configureGroup();
    pass(DOWN_100 + SECOND);
    assertThat(core.routerStatus())
        .allSatisfy(router -> {
          assertThat(router.state()).isEqualTo(State.MASTER);
          assertThat(router.identity().group()).isEqualTo("VG_1");
        });
    network.link("v1", 8, false, "192.0.2.2");
    network.takePackets();
    core.interfaceChanged("v1");
    assertThat(status(0).state()).isEqualTo(State.FAULT);
    assertThat(status(0).role().reason()).isEqualTo(Reason.GROUP_MEMBER);
    assertThat(status(0).role().detail()).isEqualTo("VI_2");
    assertThat(events(VrrpEvent.GroupTransition.class))
        .extracting(VrrpEvent.GroupTransition::to)
        .containsExactly(State.BACKUP, State.MASTER, State.FAULT);
  }

  @Test
  void aGroupThatIsFormedOfMastersDisturbsNobody() {
    List<RouterConfig> routers = List.of(on("v0", "VI_1", 51), on("v1", "VI_2", 52));
    core.configure(routers, List.of(), Map.of());
    pass(DOWN_100 + SECOND);
    events.clear();
    network.takePackets();
    core.configure(routers, ONE_GROUP, Map.of());
    core.configure(routers, List.of(), Map.of());
    assertThat(network.takePackets()).isEmpty();
    assertThat(events(Transition.class)).isEmpty();
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.MASTER);
  }

  @Test
  void aMemberThatLeavesTheSiteTakesNobodyWithIt() {
    configureGroup();
    pass(DOWN_100 + SECOND);
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    assertThat(status(0).state()).isEqualTo(State.MASTER);
    assertThat(events(VrrpEvent.GroupTransition.class).getLast().to()).isEqualTo(State.INIT);
  }

  @Test
  void everyMemberOfAGroupResumesOrNone() {
    Map<String, ResumeHint> both = new java.util.HashMap<>();
    both.put("VI_1", new ResumeHint(Duration.ofSeconds(1)));
    List<RouterConfig> routers = List.of(on("v0", "VI_1", 51), on("v1", "VI_2", 52));
    core.configure(routers, ONE_GROUP, both);
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.BACKUP);
    core.configure(List.of(), List.of(), Map.of());
    both.put("VI_2", new ResumeHint(Duration.ofSeconds(1)));
    core.configure(routers, ONE_GROUP, both);
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.MASTER);
  }

  @Test
  void closingReleasesEveryMember() {
    configureGroup();
    pass(DOWN_100 + SECOND);
    network.takePackets();
    core.close();
    assertThat(network.takePackets()).hasSize(2);
  }

  @Test
  void aWrongGroupChangesNothing() {
    assertThatThrownBy(() -> core.configure(List.of(on("v0", "VI_1", 51)), ONE_GROUP, Map.of()))
        .hasMessage("sync group VG_1 names an unknown virtual router: VI_2");
    assertThat(core.routerStatus()).isEmpty();
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
    assertThat(status(0).otherMaster()).isEqualTo(told);
    pass(5 * SECOND);
    assertThat(events(VrrpEvent.OtherMasterGone.class)).hasSize(1);
    assertThat(status(0).otherMaster()).isNull();
  }

  @Test
  void theDownTimerStartsWithAFrameFromSomebodyElse() {
    ProtocolOptions patient =
        new ProtocolOptions(
            3,
            true,
            false,
            Checksum.PSEUDO_HEADER,
            AddressMismatch.REPORT,
            false,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(30));
    core.configure(List.of(on("v0", "VI_1", 51).with(patient)), List.of(), Map.of());
    pass(10 * SECOND);
    assertThat(status(0).state()).isEqualTo(State.BACKUP);
    network.receiveFrame("v0");
    pass(DOWN_100 + 200 * MS);
    assertThat(status(0).state()).isEqualTo(State.MASTER);
  }

  @Test
  void aHoldIsCountedFromTheStartOfTheEngineAndOfTheHost() {
    ProtocolOptions held =
        new ProtocolOptions(
            3,
            true,
            false,
            Checksum.PSEUDO_HEADER,
            AddressMismatch.REPORT,
            false,
            Duration.ofSeconds(20),
            Duration.ofSeconds(1_030),
            Duration.ZERO);
    pass(5 * SECOND);
    core.configure(List.of(on("v0", "VI_1", 51).with(held)), List.of(), Map.of());
    assertThat(status(0).role().reason()).isEqualTo(Reason.STARTUP_HOLD);
    pass(25 * SECOND - 1);
    assertThat(status(0).role().reason()).isEqualTo(Reason.STARTUP_HOLD);
    pass(1);
    assertThat(status(0).role().reason()).isEqualTo(Reason.STARTUP);
  }

  @Test
  void aStallIsToldAndMeasured() {
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    pass(SECOND / 2);
    now += 2 * SECOND;
    core.fireTimers();
    assertThat(events(VrrpEvent.Stall.class)).hasSize(1);
    assertThat(core.stalls().count()).isEqualTo(1);
    assertThat(core.stalls().max()).isGreaterThan(Duration.ofSeconds(1));
    pass(SECOND);
    assertThat(core.stalls().count()).isEqualTo(1);
  }

  /** keepalived starts its timer anew with every packet. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noStreamOfPacketsDelaysOurAdvertisements(long seed) {
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noReconfigurationTouchesARouterThatDoesNotChange(long seed) {
    assertThat(advertisements(seed, true)).isEqualTo(advertisements(seed, false));
  }

  /** When VI_1 advertises, while others come, change and go. */
  private List<Long> advertisements(long seed, boolean reconfigures) {
    FakeVrrpNetwork own = new FakeVrrpNetwork();
    own.link("v0", 7, true, "192.0.2.2");
    own.link("v1", 8, true, "192.0.2.2");
    long[] time = {1_000 * SECOND};
    VrrpCore one =
        new VrrpCore(own, event -> {}, RoleMemory.none(), () -> time[0], InstantSource.system());
    Random random = new Random(seed);
    RouterConfig same = on("v0", "VI_1", 51);
    one.configure(List.of(same), List.of(), Map.of());
    List<Long> times = new ArrayList<>();
    long start = time[0];
    for (int step = 0; step < 200; step++) {
      long end = time[0] + random.nextLong(300 * MS);
      List<RouterConfig> site = others(random);
      site.add(random.nextInt(site.size() + 1), same);
      if (reconfigures) {
        one.configure(site, List.of(), Map.of());
        collect(own, times, time[0] - start);
      }
      while (one.nextDeadlineNanos() <= end) {
        time[0] = Math.max(time[0], one.nextDeadlineNanos());
        one.fireTimers();
        collect(own, times, time[0] - start);
      }
      time[0] = end;
    }
    return times;
  }

  private static void collect(FakeVrrpNetwork network, List<Long> times, long nanos) {
    for (byte[] packet : network.takePackets()) {
      if (packet[21] == 51) {
        times.add(nanos);
      }
    }
  }

  private static List<RouterConfig> others(Random random) {
    List<RouterConfig> routers = new ArrayList<>();
    for (int vrid = 52; vrid < 52 + random.nextInt(4); vrid++) {
      routers.add(
          on(random.nextBoolean() ? "v0" : "v1", "VI_" + vrid, vrid)
              .withPriority(1 + random.nextInt(255)));
    }
    return routers;
  }

  private void configureGroup() {
    core.configure(List.of(on("v0", "VI_1", 51), on("v1", "VI_2", 52)), ONE_GROUP, Map.of());
  }

  private <E extends VrrpEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private RouterStatus status(int index) {
    return core.routerStatus().get(index);
  }

  /** Lets that time pass, firing every timer on time. */
  private void pass(long nanos) {
    long end = now + nanos;
    while (core.nextDeadlineNanos() <= end) {
      now = Math.max(now, core.nextDeadlineNanos());
      core.fireTimers();
    }
    now = end;
  }
}
