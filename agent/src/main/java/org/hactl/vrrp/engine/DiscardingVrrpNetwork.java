package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.MacAddress;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.wire.AuthenticationHeader;
import org.hactl.vrrp.wire.NeighbourDiscoveryPacket;
import org.hactl.vrrp.wire.VrrpWire;

/** A network in which every interface is up with its addresses, and every packet is discarded. */
final class DiscardingVrrpNetwork implements VrrpNetwork {
  /** Addresses that a router may send from (RFC 5737, RFC 3849). */
  private static final List<String> OWN = List.of("192.0.2.1", "fe80::1", "2001:db8::1");

  private final LinkFacts facts;
  private final ByteBuffer packet =
      ByteBuffer.allocate(VrrpWire.MAX_PACKET_BYTES + AuthenticationHeader.BYTES);
  private final ByteBuffer frame = ByteBuffer.allocate(NeighbourDiscoveryPacket.LENGTH_BYTES);
  private final Sender sender = new SilentSender();
  private final Receiver receiver = new DeafReceiver();

  DiscardingVrrpNetwork(List<RouterConfig> routers) {
    List<InetAddress> addresses =
        new ArrayList<>(
            routers.stream()
                .map(router -> router.transport().source())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    OWN.stream().map(InetAddresses::parse).forEach(addresses::add);
    facts = new LinkFacts(1, true, new MacAddress(0x0200_0000_0001L), true, addresses);
  }

  @Override
  public LinkFacts look(String interfaceName) {
    return facts;
  }

  @Override
  public LinkState state(String interfaceName) {
    return LinkState.of(facts);
  }

  @Override
  public Receiver hear(
      String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler) {
    return receiver;
  }

  @Override
  public Sender speak(String interfaceName, LinkFacts facts, Family family) {
    return sender;
  }

  @Override
  public long receivedFrames(String interfaceName) {
    return 0;
  }

  @Override
  public ByteBuffer nextFrame() {
    return frame.clear();
  }

  @Override
  public void sendFrame(int interfaceIndex, Outcome outcome) {
    outcome.sent();
  }

  @Override
  public void flush() {}

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wake() {}

  @Override
  public void close() {}

  private final class SilentSender implements Sender {
    @Override
    public ByteBuffer next() {
      return packet.clear();
    }

    @Override
    public void send(InetAddress destination, Outcome outcome) {
      outcome.sent();
    }

    @Override
    public void close() {}
  }

  private static final class DeafReceiver implements Receiver {
    @Override
    public void join(InetAddress group) {}

    @Override
    public void leave(InetAddress group) {}

    @Override
    public void buffer(int bytes) {}

    @Override
    public long drops() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
