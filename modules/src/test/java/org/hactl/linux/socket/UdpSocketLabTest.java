package org.hactl.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Objects;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.PortRange;
import org.hactl.linux.netlink.LinkProbe;
import org.hactl.linux.netlink.NetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Works on the loopback of a namespace of its own. */
@Tag("lab")
class UdpSocketLabTest {
  private static final int PORT = 3784;
  private static final PortRange SOURCES = new PortRange(49_152, 65_535);

  @Test
  void givesTtlInterfaceAndSourceOfEachPacket() throws Exception {
    NetworkNamespace.run(() -> {
      NetworkNamespace.tool("ip", "link", "set", "lo", "up");
      exchange("127.0.0.1", 255);
      exchange("127.0.0.1", 17);
      exchange("::1", 255);
      exchange("::1", 64);
    });
  }

  private static void exchange(String address, int ttl) {
    InetAddress neighbour = InetAddresses.parse(address);
    UdpSender.Path path = new UdpSender.Path(neighbour, PORT, neighbour, "lo", loopback(), 1);
    try (UdpReceiver receiver = UdpReceiver.open(Family.of(neighbour), PORT, null, false, 100);
        UdpSender sender = UdpSender.open(path, SOURCES, 65_535, 24)) {
      assertThat(receiver.receive()).isFalse();
      sender.ttl(ttl);
      sender.packet().putLong(0, 0x0102030405060708L).limit(20);
      sender.send();
      sender.packet().limit(24);
      sender.send();
      assertThat(receiver.receive()).isTrue();
      assertThat(receiver.packet().remaining()).isEqualTo(20);
      assertThat(receiver.packet().getLong(0)).isEqualTo(0x0102030405060708L);
      assertThat(receiver.ttl()).isEqualTo(ttl);
      assertThat(receiver.interfaceIndex()).isEqualTo(loopback());
      assertThat(receiver.source()).isEqualTo(neighbour);
      assertThat(receiver.isFrom(neighbour.getAddress())).isTrue();
      byte[] other = neighbour.getAddress();
      other[other.length - 1]++;
      assertThat(receiver.isFrom(other)).isFalse();
      assertThat(receiver.isFrom(new byte[5])).isFalse();
      assertThat(receiver.receive()).isTrue();
      assertThat(receiver.packet().remaining()).isEqualTo(24);
      assertThat(receiver.receive()).isFalse();
    }
  }

  @Test
  void refusesAPortOfAnotherProgramButNotItsOwn() throws Exception {
    NetworkNamespace.run(() -> {
      try (UdpReceiver all = UdpReceiver.open(Family.INET, PORT, null, false, 100);
          UdpReceiver one = UdpReceiver.open(Family.INET, PORT, "lo", true, 100);
          UdpReceiver inet6 = UdpReceiver.open(Family.INET6, PORT, null, false, 100)) {
        assertThat(all.fd()).isNotEqualTo(one.fd()).isNotEqualTo(inet6.fd());
        assertThatThrownBy(() -> UdpReceiver.open(Family.INET, PORT, null, false, 100).close())
            .isInstanceOf(LinuxException.class)
            .hasMessage("listen on UDP port 3784: Address already in use (EADDRINUSE)");
      }
    });
  }

  @Test
  void wrapsAroundTheSourcePortsAndFailsWhenNoneIsFree() throws Exception {
    NetworkNamespace.run(() -> {
      NetworkNamespace.tool("ip", "link", "set", "lo", "up");
      InetAddress own = InetAddresses.parse("127.0.0.1");
      UdpSender.Path path = new UdpSender.Path(own, PORT, own, null, 0, 255);
      PortRange two = new PortRange(50_000, 50_001);
      try (UdpSender first = UdpSender.open(path, two, 50_001, 24);
          UdpSender second = UdpSender.open(path, two, 50_001, 24)) {
        assertThat(first).isNotSameAs(second);
        assertThatThrownBy(() -> UdpSender.open(path, two, 50_000, 24).close())
            .hasMessage(
                "open a UDP socket to 127.0.0.1 from 127.0.0.1: Address already in use"
                    + " (EADDRINUSE)");
      }
    });
  }

  @Test
  void quotesTheErrorOfTheKernel() throws Exception {
    NetworkNamespace.run(() -> {
      InetAddress far = InetAddresses.parse("192.0.2.1");
      UdpSender.Path path = new UdpSender.Path(far, PORT, null, null, 0, 255);
      try (UdpSender sender = UdpSender.open(path, SOURCES, 50_000, 24)) {
        assertThatThrownBy(sender::send)
            .hasMessage("send a UDP packet to 192.0.2.1: Network is unreachable (ENETUNREACH)");
      }
      UdpSender.Path foreign = new UdpSender.Path(far, PORT, far, "hactl-none", 0, 255);
      assertThatThrownBy(() -> UdpSender.open(foreign, SOURCES, 50_000, 24).close())
          .hasMessage(
              "open a UDP socket to 192.0.2.1 from 192.0.2.1 on hactl-none: No such device"
                  + " (ENODEV)");
    });
  }

  private static int loopback() {
    try (LinkProbe probe = LinkProbe.open()) {
      return Objects.requireNonNull(probe.look("lo")).index();
    }
  }
}
