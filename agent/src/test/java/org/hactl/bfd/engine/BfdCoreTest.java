package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hactl.bfd.protocol.BfdFixtures.NEIGHBOUR;
import static org.hactl.bfd.protocol.BfdFixtures.named;
import static org.hactl.bfd.protocol.BfdFixtures.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hactl.bfd.engine.FakeBfdNetwork.Came;
import org.hactl.bfd.engine.FakeBfdNetwork.Sent;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.bfd.protocol.Packets;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BfdCoreTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Came CAME = new Came(NEIGHBOUR, false, 255, null);

  private final FakeBfdNetwork network = new FakeBfdNetwork();
  private final List<BfdTransition> transitions = new ArrayList<>();
  private long now = 5 * SECOND;
  private final BfdCore core =
      new BfdCore(
          network,
          transitions::add,
          () -> now,
          InstantSource.fixed(Instant.EPOCH),
          new SplittableRandom(1));

  private void configure(BfdConfig... configs) {
    core.configure(List.of(configs));
  }

  private BfdSessionStatus status() {
    return core.sessionStatus().getFirst();
  }

  private void hear(BfdState state) {
    hear(state, CAME);
  }

  private void hear(BfdState state, Came came) {
    core.receive(Packets.of(state).to(status().local().discriminator()).packet(), came);
  }

  private void bringUp() {
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), CAME);
    hear(BfdState.INIT);
    assertThat(status().state()).isEqualTo(BfdState.UP);
    now = core.nextDeadlineNanos();
    core.fireTimers();
    Packets answer = Packets.of(BfdState.UP).flags(ControlPacket.FINAL);
    core.receive(answer.to(status().local().discriminator()).packet(), CAME);
    assertThat(status().intervals().polling()).isFalse();
    network.takeSent();
  }

  @Test
  void findsTheSessionOfAStrangerByItsAddressAndOfTheRestByDiscriminator() {
    BfdConfig other =
        named(BfdFixtures.with("2001:db8::7", null, null, 50, 50, 3, false, false, 255), "other");
    configure(other, session());
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), CAME);
    assertThat(core.sessionStatus())
        .extracting(BfdSessionStatus::state)
        .containsExactly(BfdState.DOWN, BfdState.INIT);
    int discriminator = core.sessionStatus().getLast().local().discriminator();
    assertThat(discriminator).isNotZero().isNotEqualTo(status().local().discriminator());
    core.receive(Packets.of(BfdState.INIT).to(discriminator).packet(), CAME);
    assertThat(transitions)
        .extracting(BfdTransition::session, BfdTransition::to)
        .containsExactly(tuple("peer", BfdState.INIT), tuple("peer", BfdState.UP));
    assertThat(core.unassigned()).isEmpty();
  }

  @Test
  void countsWhatItCannotAssign() {
    configure(session());
    core.receive(new ControlPacket(ByteBuffer.allocate(3)), CAME);
    core.receive(Packets.of(BfdState.UP).to(12345).packet(), CAME);
    Came stranger = new Came("192.0.2.77", false, 255, null);
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), stranger);
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, true, 255, null));
    assertThat(core.unassigned())
        .containsOnly(
            Map.entry(BfdRejectReason.TOO_SHORT, 1L),
            Map.entry(BfdRejectReason.UNKNOWN_DISCRIMINATOR, 1L),
            Map.entry(BfdRejectReason.UNKNOWN_NEIGHBOUR, 2L));
    assertThat(status().state()).isEqualTo(BfdState.DOWN);
  }

  @Test
  void countsForTheSessionWhatIsWrongWithItsPackets() {
    configure(session());
    bringUp();
    hear(BfdState.DOWN, new Came(NEIGHBOUR, false, 254, null));
    hear(BfdState.DOWN, new Came(NEIGHBOUR, true, 255, null));
    hear(BfdState.DOWN, new Came("192.0.2.77", false, 255, null));
    ByteBuffer authenticated = ByteBuffer.allocate(28);
    authenticated
        .put(Packets.of(BfdState.DOWN).to(status().local().discriminator()).bytes())
        .clear();
    authenticated.put(1, (byte) (authenticated.get(1) | ControlPacket.AUTHENTICATION));
    authenticated.put(3, (byte) 28);
    core.receive(new ControlPacket(authenticated), CAME);
    assertThat(status().traffic().rejected())
        .containsOnly(
            Map.entry(BfdRejectReason.TTL, 1L),
            Map.entry(BfdRejectReason.PORT, 1L),
            Map.entry(BfdRejectReason.SOURCE, 1L),
            Map.entry(BfdRejectReason.AUTHENTICATION, 1L));
    assertThat(status().state()).isEqualTo(BfdState.UP);
  }

  @Test
  void acceptsTheHopsThatAreAllowed() {
    configure(BfdFixtures.with(NEIGHBOUR, null, null, 50, 50, 3, false, true, 250));
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, true, 249, null));
    assertThat(status().state()).isEqualTo(BfdState.DOWN);
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, true, 250, null));
    assertThat(status().state()).isEqualTo(BfdState.INIT);
  }

  @Test
  void sameConfigurationTouchesNothing() {
    configure(session());
    bringUp();
    long deadline = core.nextDeadlineNanos();
    int discriminator = status().local().discriminator();
    configure(session());
    configure(session(), named(onInterface("v7", "192.0.2.9"), "new"));
    assertThat(status().state()).isEqualTo(BfdState.UP);
    assertThat(status().local().discriminator()).isEqualTo(discriminator);
    assertThat(core.nextDeadlineNanos()).isLessThanOrEqualTo(deadline);
    assertThat(network.takeSent()).isEmpty();
  }

  @Test
  void otherTimersAreNoOtherSession() {
    configure(session());
    bringUp();
    configure(session(100, 100, 5));
    assertThat(status().intervals().polling()).isTrue();
    assertThat(status().config().timing().multiplier()).isEqualTo(5);
    assertThat(status().state()).isEqualTo(BfdState.UP);
    assertThat(network.openPorts()).isEqualTo(1);
  }

  @Test
  void anotherTtlTakesEffectAtOnce() {
    configure(session());
    BfdConfig plain = session();
    configure(new BfdConfig(plain.name(), plain.path(), plain.timing(), false, 64, 64));
    core.fireTimers();
    assertThat(network.takeSent()).extracting(Sent::ttl).containsExactly(64);
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, false, 64, null));
    assertThat(status().state()).isEqualTo(BfdState.INIT);
  }

  @Test
  void removedSessionSaysSoForAWhileAndThenIsGone() {
    configure(session());
    bringUp();
    configure();
    assertThat(transitions.getLast().reason()).isEqualTo(BfdReason.REMOVED);
    assertThat(core.sessionStatus()).isEmpty();
    long removed = now;
    int said = 0;
    while (network.openPorts() > 0) {
      for (Sent sent : network.takeSent()) {
        assertThat(sent.packet().state()).isEqualTo(BfdState.ADMIN_DOWN);
        said++;
      }
      now = core.nextDeadlineNanos();
      core.fireTimers();
    }
    assertThat(said).isBetween(3, 5);
    assertThat(now - removed).isBetween(3 * SECOND, 4 * SECOND);
  }

  @Test
  void sessionThatComesBackIsNotSpokenAgainst() {
    configure(session());
    bringUp();
    configure();
    network.takeSent();
    configure(session());
    assertThat(network.openPorts()).isEqualTo(1);
    now += 2 * SECOND;
    core.fireTimers();
    assertThat(network.takeSent())
        .extracting(sent -> sent.packet().state())
        .containsOnly(BfdState.DOWN);
  }

  @Test
  void closingSaysOnceThatEverySessionIsDown() {
    configure(session());
    bringUp();
    core.close();
    assertThat(network.takeSent())
        .singleElement()
        .satisfies(sent -> {
          assertThat(sent.packet().state()).isEqualTo(BfdState.ADMIN_DOWN);
          assertThat(sent.packet().diagnostic()).isEqualTo(Diagnostic.ADMINISTRATIVELY_DOWN);
        });
    assertThat(transitions.getLast().reason()).isEqualTo(BfdReason.SHUTDOWN);
    assertThat(network.openPorts()).isZero();
  }

  @Test
  void opensAgainWhatCouldNotBeOpened() {
    network.refuseToOpen(new LinuxException("listen on", "UDP port 3784", Errno.EADDRINUSE, ""));
    configure(session());
    assertThat(status().local().fault())
        .isEqualTo("listen on UDP port 3784: Address already in use (EADDRINUSE)");
    core.fireTimers();
    network.refuseToOpen(null);
    now += SECOND;
    core.fireTimers();
    assertThat(status().local().fault()).isNull();
    now = core.nextDeadlineNanos();
    core.fireTimers();
    assertThat(status().traffic().packetsSent()).isPositive();
  }

  @Test
  void followsItsInterface() {
    configure(onInterface("v7", NEIGHBOUR));
    assertThat(status().local().fault()).isEqualTo("there is no interface v7");
    network.link("v7", 3);
    look();
    assertThat(status().local().fault()).isNull();
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, false, 255, "v8"));
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), CAME);
    assertThat(status().state()).isEqualTo(BfdState.DOWN);
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, false, 255, "v7"));
    assertThat(status().state()).isEqualTo(BfdState.INIT);
    // Another interface of the same name: the sockets of the first are dead.
    network.link("v7", 4);
    look();
    assertThat(network.openPorts()).isEqualTo(1);
    network.unlink("v7");
    look();
    assertThat(network.openPorts()).isZero();
  }

  private void look() {
    now += SECOND;
    core.fireTimers();
  }

  @Test
  void countsWhatTheKernelDoesNotTake() {
    configure(session());
    network.refuseToSend(
        new LinuxException("send a UDP packet to", "192.0.2.1", Errno.ENETUNREACH, ""));
    core.fireTimers();
    assertThat(status().traffic().sendErrors()).isEqualTo(1);
    assertThat(status().traffic().lastSendError())
        .isEqualTo("send a UDP packet to 192.0.2.1: Network is unreachable (ENETUNREACH)");
    assertThat(status().traffic().packetsSent()).isZero();
  }

  @Test
  void refusesSessionsThatCannotBeToldApart() {
    assertThatThrownBy(() -> configure(session(), session()))
        .hasMessage("BFD session peer is given twice");
    assertThatThrownBy(() -> configure(session(), named(session(), "other")))
        .hasMessage("BFD sessions peer and other both are with 192.0.2.1");
    assertThatThrownBy(() -> configure(session(), named(onInterface("v7", NEIGHBOUR), "other")))
        .hasMessage("BFD sessions peer and other both are with 192.0.2.1");
    configure(onInterface("v6", NEIGHBOUR), named(onInterface("v7", NEIGHBOUR), "other"));
    configure(
        session(),
        named(BfdFixtures.with(NEIGHBOUR, null, null, 50, 50, 3, false, true, 200), "far"));
  }

  @Test
  void listenerThatFailsDisturbsNobody() {
    BfdCore other =
        new BfdCore(
            network,
            _ -> {
              throw new IllegalStateException("no matter");
            },
            () -> now,
            InstantSource.fixed(Instant.EPOCH),
            new SplittableRandom(1));
    other.configure(List.of(session()));
    other.receive(Packets.of(BfdState.DOWN).to(0).packet(), CAME);
    assertThat(other.sessionStatus().getFirst().state()).isEqualTo(BfdState.INIT);
  }

  @Test
  void allocatesNothingWhileAllIsWell() {
    configure(session(10, 10, 3));
    bringUp();
    network.keepNothing();
    ByteBuffer bytes = Packets.of(BfdState.UP).to(status().local().discriminator()).bytes();
    ControlPacket packet = new ControlPacket(bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    runSteadily(packet, 20_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    runSteadily(packet, 20_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // The measure itself and the compilers leave a trace; a packet's worth would be 20,000 objects.
    assertThat(allocated).isLessThan(20_000);
    assertThat(status().state()).isEqualTo(BfdState.UP);
  }

  private void runSteadily(ControlPacket packet, int rounds) {
    for (int round = 0; round < rounds; round++) {
      core.receive(packet, CAME);
      now = core.nextDeadlineNanos();
      core.fireTimers();
    }
  }

  private static BfdConfig onInterface(@Nullable String name, String neighbour) {
    return BfdFixtures.with(neighbour, null, name, 50, 50, 3, false, false, 255);
  }
}
