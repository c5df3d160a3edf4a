package org.hactl.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.netlink.LinkProbe;
import org.hactl.linux.netlink.NetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Raw sockets at both ends of a cable in a namespace of its own. */
@Tag("lab")
class IpSocketsLabTest {
  private static final int UNASSIGNED_PROTOCOL = 253;
  private static final String IPV4 = "45c0001800010000fffd0000c0000263e0000012" + "01020304";
  private static final String IPV6 =
      "6000000000"
          + "04fdff"
          + "fe800000000000000000000000000063"
          + "ff020000000000000000000000000012"
          + "01020304";

  private final ReceiveBatch arrivals = new ReceiveBatch(4, 100);
  private final List<String> received = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();

  @Test
  void sendsAndReceivesManyPacketsAtOnceInBothFamilies() throws Exception {
    NetworkNamespace.run(() -> {
      cable();
      exchange(Family.INET, InetAddresses.parse("224.0.0.18"), IPV4);
      exchange(Family.INET6, InetAddresses.parse("ff02::12"), IPV6);
    });
  }

  private void exchange(Family family, InetAddress group, String packet) {
    SendBatch departures = new SendBatch(8, 100);
    try (LinkProbe probe = LinkProbe.open();
        IpReceiver receiver =
            IpReceiver.open("v1", look(probe, "v1").index(), family, UNASSIGNED_PROTOCOL);
        IpSender sender = IpSender.open(departures, "v0", look(probe, "v0").index(), family)) {
      receiver.buffer(100_000);
      receiver.join(group);
      assertThat(drain(receiver)).isEmpty();
      for (int count = 0; count < 10; count++) {
        sender.next().put(HexFormat.of().parseHex(packet)).flip();
        sender.send(group, outcome());
      }
      departures.flush();
      assertThat(outcomes).hasSize(10).containsOnly("sent");
      List<String> heard = drain(receiver);
      assertThat(heard).hasSize(10);
      // The bytes differ in the IPv4 checksum, which the kernel fills in, and in IPv6 fields that
      // the kernel does not report.
      assertThat(heard).allSatisfy(each -> assertThat(sameBut(each, packet)).isTrue());
      receiver.leave(group);
      assertThat(receiver.drops()).isZero();
      outcomes.clear();
    }
  }

  private static boolean sameBut(String heard, String sent) {
    return heard.length() == sent.length()
        && heard.substring(24).equals(sent.substring(24))
        && heard.substring(8, 20).equals(sent.substring(8, 20));
  }

  @Test
  void reportsEachPacketThatTheKernelRefuses() throws Exception {
    NetworkNamespace.run(() -> {
      cable();
      SendBatch departures = new SendBatch(8, 100);
      try (LinkProbe probe = LinkProbe.open();
          FrameSender sender = FrameSender.open(departures)) {
        int index = look(probe, "v0").index();
        for (int target : new int[] {index, 9999, index}) {
          sender.next().put(new byte[60]).flip();
          sender.send(target, outcome());
        }
        departures.flush();
      }
      assertThat(outcomes)
          .containsExactly(
              "sent", "send an Ethernet frame: No such device or address (ENXIO)", "sent");
    });
  }

  @Test
  void countsDroppedPackets() throws Exception {
    NetworkNamespace.run(() -> {
      cable();
      SendBatch departures = new SendBatch(100, 100);
      InetAddress group = InetAddresses.parse("224.0.0.18");
      try (LinkProbe probe = LinkProbe.open();
          IpReceiver receiver =
              IpReceiver.open("v1", look(probe, "v1").index(), Family.INET, UNASSIGNED_PROTOCOL);
          IpSender sender =
              IpSender.open(departures, "v0", look(probe, "v0").index(), Family.INET)) {
        receiver.buffer(1);
        receiver.join(group);
        for (int count = 0; count < 100; count++) {
          sender.next().put(HexFormat.of().parseHex(IPV4)).flip();
          sender.send(group, outcome());
        }
        departures.flush();
        assertThat(receiver.drops()).isPositive();
        assertThat(receiver.drops() + drain(receiver).size()).isEqualTo(100);
      }
    });
  }

  @Test
  void keepsOnlyPacketsWithTheWantedFirstByte() throws Exception {
    NetworkNamespace.run(() -> {
      cable();
      SendBatch departures = new SendBatch(8, 100);
      InetAddress group = InetAddresses.parse("224.0.0.18");
      // One word of options, so the payload begins where another packet has its second word.
      String withOptions = IPV4.replaceFirst("45c00018", "46c0001c").replace("01020304", "");
      try (LinkProbe probe = LinkProbe.open();
          IpReceiver receiver =
              IpReceiver.open("v1", look(probe, "v1").index(), Family.INET, UNASSIGNED_PROTOCOL);
          IpSender sender =
              IpSender.open(departures, "v0", look(probe, "v0").index(), Family.INET)) {
        receiver.onlyPayload(0x70);
        receiver.join(group);
        for (String packet :
            List.of(
                IPV4,
                IPV4.replace("01020304", "70020304"),
                withOptions + "94040000" + "01020304",
                withOptions + "94040000" + "70020304")) {
          sender.next().put(HexFormat.of().parseHex(packet)).flip();
          sender.send(group, outcome());
        }
        departures.flush();
        assertThat(outcomes).hasSize(4).containsOnly("sent");
        assertThat(drain(receiver))
            .hasSize(2)
            .allSatisfy(each -> assertThat(each).endsWith("70020304"));
        assertThat(receiver.drops()).isZero();
      }
    });
  }

  @Test
  void quotesTheErrorOfTheKernel() {
    assertThatThrownBy(
            () -> IpReceiver.open("hactl-no-such", 9999, Family.INET, UNASSIGNED_PROTOCOL))
        .isInstanceOf(LinuxException.class)
        .hasMessage(
            "open a raw socket for IP protocol 253 on hactl-no-such: No such device (ENODEV)");
  }

  @Test
  void readsAnInterface() throws Exception {
    NetworkNamespace.run(() -> {
      cable();
      NetworkNamespace.tool("ip", "addr", "add", "192.0.2.1/24", "dev", "v0");
      NetworkNamespace.tool("ip", "addr", "add", "2001:db8::1/64", "dev", "v0", "nodad");
      try (LinkProbe probe = LinkProbe.open()) {
        LinkFacts facts = look(probe, "v0");
        assertThat(facts.running()).isTrue();
        assertThat(facts.hardwareAddress()).hasToString("02:00:00:00:00:01");
        assertThat(facts.forwarding()).isFalse();
        assertThat(facts.addresses())
            .contains(InetAddresses.parse("192.0.2.1"), InetAddresses.parse("2001:db8::1"));
        assertThat(look(probe, "lo").addresses()).doesNotContainAnyElementsOf(facts.addresses());
        assertThat(probe.look("hactl-no-such")).isNull();
        NetworkNamespace.tool("sysctl", "-qw", "net.ipv6.conf.v0.forwarding=1");
        NetworkNamespace.tool("ip", "link", "set", "v1", "down");
        assertThat(look(probe, "v0").running()).isFalse();
        assertThat(look(probe, "v0").forwarding()).isTrue();
      }
    });
  }

  private List<String> drain(IpReceiver receiver) {
    received.clear();
    while (receiver.receive(arrivals, this::keep)) {}
    return List.copyOf(received);
  }

  private void keep(ByteBuffer packet) {
    byte[] bytes = new byte[packet.limit()];
    packet.get(0, bytes);
    received.add(HexFormat.of().formatHex(bytes));
  }

  private SendBatch.Outcome outcome() {
    return new SendBatch.Outcome() {
      @Override
      public void sent() {
        outcomes.add("sent");
      }

      @Override
      public void failed(String why) {
        outcomes.add(why);
      }
    };
  }

  private static LinkFacts look(LinkProbe probe, String name) {
    return Objects.requireNonNull(probe.look(name));
  }

  private static void cable() throws Exception {
    NetworkNamespace.tool("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
    NetworkNamespace.tool("ip", "link", "set", "v0", "address", "02:00:00:00:00:01");
    // The kernel needs a source address that is not tentative, although the packet has its own.
    NetworkNamespace.tool("sysctl", "-qw", "net.ipv6.conf.v0.accept_dad=0");
    NetworkNamespace.tool("ip", "link", "set", "v0", "up");
    NetworkNamespace.tool("ip", "link", "set", "v1", "up");
  }
}
