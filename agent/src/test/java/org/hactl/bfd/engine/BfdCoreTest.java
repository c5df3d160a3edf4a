package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.bfd.protocol.BfdFixtures.NEIGHBOUR;
import static org.hactl.bfd.protocol.BfdFixtures.named;
import static org.hactl.bfd.protocol.BfdFixtures.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.hactl.bfd.engine.FakeBfdNetwork.Came;
import org.hactl.bfd.engine.FakeBfdNetwork.Sent;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.bfd.protocol.Packets;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.junit.jupiter.api.Test;

class BfdCoreTest extends TestBfdCore {
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
  void aSessionSurvivesAChangeOfItsTimers() {
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
  void removedSessionSendsAdminDownForAWhile() {
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
  void sessionThatIsAddedAgainSendsNoMoreAdminDown() {
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
  void closingSendsOneAdminDownForEachSession() {
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
    // Another interface of the same name: the sockets on the first one no longer work.
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
  void listenerThatFailsDisturbsNoSession() {
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
  void allocatesNothingWhileSessionsAreUp() {
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
    // The measurement and the compilers allocate a little; an object per packet would be 20,000.
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
}
