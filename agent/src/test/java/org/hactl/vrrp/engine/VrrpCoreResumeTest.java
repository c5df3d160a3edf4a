package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.wire.AuthenticationHeader;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles that an engine resumes or gives away after the engine before it has crashed. */
class VrrpCoreResumeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DOWN_100 = 3_609_375_000L;
  private static final int IP_HEADER_BYTES = 20;
  private static final String PEER = "192.0.2.1";
  private static final RouterConfig OTHER = Fixtures.on("v0", "VI_2", 52);

  @TempDir private Path folder;
  private final FakeVrrpNetwork network = new FakeVrrpNetwork();
  private final List<Transition> transitions = new ArrayList<>();
  private long now = 1_000 * SECOND;

  @BeforeEach
  void linkUp() {
    network.link("v0", 7, true, "192.0.2.2");
  }

  @Test
  void resumesTheRoleThatItRemembers() throws IOException {
    Path file = folder.resolve("roles");
    RoleMemory memory = RoleFile.open(file, "this boot", () -> now);
    VrrpCore killed = core(memory);
    killed.configure(List.of(Fixtures.v2(), OTHER), List.of(), Map.of());
    network.deliver("v0", encode(OTHER, PEER, 200, 1));
    now += DOWN_100;
    killed.fireTimers();
    assertThat(stateAfterRestart(file, "this boot", SECOND)).isEqualTo(State.MASTER);
    assertThat(transitions.getLast().reason()).isEqualTo(Reason.RESUMED);
    assertThat(stateAfterRestart(file, "this boot", 3 * SECOND)).isEqualTo(State.BACKUP);
    // The hint counts for one start only.
    assertThat(stateAfterRestart(file, "this boot", 0)).isEqualTo(State.BACKUP);
  }

  /**
   * Backups count with the interval that they heard, not with a configured one that they never
   * heard.
   */
  @Test
  void resumesWithinTheIntervalThatItAdvertised() throws IOException {
    Path file = folder.resolve("roles");
    RouterConfig often = Fixtures.withInterval(Fixtures.v3(), Duration.ofMillis(200));
    VrrpCore killed = core(RoleFile.open(file, "this boot", () -> now));
    killed.configure(List.of(often), List.of(), Map.of());
    pass(killed, SECOND);
    assertThat(killed.routerStatus().getFirst().state()).isEqualTo(State.MASTER);
    now += SECOND;
    VrrpCore restarted = core(RoleFile.open(file, "this boot", () -> now));
    restarted.configure(List.of(Fixtures.v3()), List.of(), Map.of());
    assertThat(restarted.routerStatus().getFirst().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void remembersEachFamilySeparately() throws IOException {
    RoleMemory memory = RoleFile.open(folder.resolve("roles"), "this boot", () -> now);
    memory.place(Fixtures.v3()).advertised(Duration.ofSeconds(1));
    memory.place(Fixtures.ipv6()).released();
    assertThat(memory.place(Fixtures.v3()).remembered()).isNotNull();
    assertThat(memory.place(Fixtures.ipv6()).remembered()).isNull();
  }

  @Test
  void remembersNoRoleOfAnEarlierBootAndNoRoleGivenAway() throws IOException {
    Path file = folder.resolve("roles");
    RouterConfig owner = withPriority(Fixtures.v2(), 255);
    RoleMemory memory = RoleFile.open(file, "this boot", () -> now);
    VrrpCore first = core(memory);
    first.configure(List.of(owner), List.of(), Map.of());
    assertThat(memory.place(owner).remembered())
        .isEqualTo(new ResumeHint(Duration.ZERO, Duration.ofSeconds(1)));
    assertThat(stateAfterRestart(file, "another boot", 0)).isEqualTo(State.BACKUP);
    first.configure(List.of(owner), List.of(), Map.of());
    first.close();
    assertThat(stateAfterRestart(file, "this boot", 0)).isEqualTo(State.BACKUP);
  }

  /** Backups that heard the number before would take a lower one for a replay. */
  @Test
  void sequenceNumbersGoOnWhenTheClockWasSetBackBeforeTheStart() throws IOException {
    Path file = folder.resolve("roles");
    RouterConfig owner = withPriority(Fixtures.ah(), 255);
    long before = numberOfAFreshMaster(file, owner, "2026-11-30T02:00:00Z");
    assertThat(numberOfAFreshMaster(file, owner, "2026-11-30T01:00:00Z")).isEqualTo(before + 1);
    assertThat(numberOfAFreshMaster(file, owner, "2026-11-30T03:00:00Z"))
        .isEqualTo(before + 4 * 3_600);
  }

  @Test
  void sequenceNumbersGoOnAboveThoseThatWereHeardBeforeTheStart() throws IOException {
    Path file = folder.resolve("roles");
    InstantSource clock = InstantSource.fixed(Instant.parse("2020-01-02T00:00:00Z"));
    VrrpCore backup = core(RoleFile.open(file, "this boot", () -> now), clock);
    backup.configure(List.of(Fixtures.ah()), List.of(), Map.of());
    network.deliver("v0", encode(Fixtures.ah(), Fixtures.address(PEER), 200, 1, 900_000_000));
    RouterConfig owner = withPriority(Fixtures.ah(), 255);
    assertThat(numberOfAFreshMaster(file, owner, "2020-01-02T00:00:00Z")).isEqualTo(900_000_001);
  }

  private long numberOfAFreshMaster(Path file, RouterConfig owner, String time) throws IOException {
    network.takePackets();
    InstantSource clock = InstantSource.fixed(Instant.parse(time));
    VrrpCore core = core(RoleFile.open(file, "this boot", () -> now), clock);
    core.configure(List.of(owner), List.of(), Map.of());
    assertThat(core.routerStatus().getFirst().state()).isEqualTo(State.MASTER);
    ByteBuffer packet = ByteBuffer.wrap(network.takePackets().getFirst());
    return Integer.toUnsignedLong(AuthenticationHeader.sequence(packet, IP_HEADER_BYTES));
  }

  @Test
  void givesItsRolesAwayInACrashLoop() throws IOException {
    RoleMemory memory = RoleFile.open(folder.resolve("roles"), "this boot", () -> now);
    VrrpCore crashing = core(memory);
    crashing.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    now += DOWN_100;
    crashing.fireTimers();
    network.takePackets();

    VrrpCore next = core(RoleMemory.lettingGo(memory));
    next.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThat(network.takePackets()).containsExactly(encode(Fixtures.v2(), "192.0.2.2", 0, 1));
    assertThat(transitions.getLast().reason()).isEqualTo(Reason.CRASH_LOOP);
    now += 30 * SECOND;
    next.fireTimers();
    assertThat(next.routerStatus().getFirst().state()).isEqualTo(State.BACKUP);
    now += DOWN_100;
    next.fireTimers();
    assertThat(transitions.getLast().reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
  }

  private VrrpCore core(RoleMemory memory) {
    return core(memory, InstantSource.system());
  }

  private VrrpCore core(RoleMemory memory, InstantSource clock) {
    return new VrrpCore(network, Fixtures.transitionsTo(transitions), memory, () -> now, clock);
  }

  private State stateAfterRestart(Path file, String bootId, long later) throws IOException {
    now += later;
    RoleMemory memory = RoleFile.open(file, bootId, () -> now);
    VrrpCore restarted = core(memory);
    restarted.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    return restarted.routerStatus().getFirst().state();
  }

  /** Lets that time pass, firing every timer on time. */
  private void pass(VrrpCore core, long nanos) {
    long end = now + nanos;
    while (core.nextDeadlineNanos() <= end) {
      now = core.nextDeadlineNanos();
      core.fireTimers();
    }
    now = end;
  }
}
