package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hactl.bfd.protocol.BfdFixtures.NEIGHBOUR;
import static org.hactl.bfd.protocol.BfdFixtures.named;
import static org.hactl.bfd.protocol.BfdFixtures.session;

import java.nio.ByteBuffer;
import java.util.Map;
import org.hactl.bfd.engine.FakeBfdNetwork.Came;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.bfd.protocol.Packets;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.junit.jupiter.api.Test;

/** Which session gets a packet, and which packets are rejected and counted. */
class BfdCoreReceptionTest extends TestBfdCore {
  @Test
  void assignsAFirstPacketByItsSourceAddressAndLaterOnesByDiscriminator() {
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
  void countsPacketsOfNoSession() {
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
  void countsRejectedPacketsOfASession() {
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
  void acceptsTheAllowedNumberOfHops() {
    configure(BfdFixtures.with(NEIGHBOUR, null, null, 50, 50, 3, false, true, 250));
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, true, 249, null));
    assertThat(status().state()).isEqualTo(BfdState.DOWN);
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), new Came(NEIGHBOUR, true, 250, null));
    assertThat(status().state()).isEqualTo(BfdState.INIT);
  }

  @Test
  void countsPacketsThatTheKernelRefusesToSend() {
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
}
