package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.net.Family;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.hactl.vrrp.wire.AuthenticationHeader;
import org.hactl.vrrp.wire.NeighbourDiscoveryPacket;
import org.hactl.vrrp.wire.VrrpWire;
import org.jspecify.annotations.Nullable;

/** The sockets of a simulated host on its one segment. */
final class SegmentNetwork implements VrrpNetwork {
  private static final int PROTOCOL_AT = 9;

  private final SegmentEngine.Host host;
  private final List<Socket> sockets = new ArrayList<>();
  private final ByteBuffer frame = ByteBuffer.allocate(NeighbourDiscoveryPacket.LENGTH_BYTES);
  private final ByteBuffer next =
      ByteBuffer.allocate(VrrpWire.MAX_PACKET_BYTES + AuthenticationHeader.BYTES);

  SegmentNetwork(SegmentEngine.Host host) {
    this.host = host;
  }

  /** A packet arrives. Returns whether a socket has it now. */
  boolean arrive(byte[] packet, InetAddress destination) {
    boolean heard = false;
    for (Socket socket : sockets) {
      if (socket.protocol == packet[PROTOCOL_AT] && socket.groups.contains(destination)) {
        socket.waiting.add(packet);
        heard = true;
      }
    }
    return heard;
  }

  @Override
  public @Nullable LinkFacts look(String interfaceName) {
    return host.look(interfaceName);
  }

  @Override
  public @Nullable LinkState state(String interfaceName) {
    LinkFacts facts = host.look(interfaceName);
    return facts == null ? null : LinkState.of(facts);
  }

  @Override
  public Receiver hear(
      String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler) {
    Socket socket = new Socket(protocol, handler);
    sockets.add(socket);
    return socket;
  }

  @Override
  public Sender speak(String interfaceName, LinkFacts facts, Family family) {
    return new Talker();
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

  /** Hands the packets that have arrived to the engine. */
  @Override
  public void await(long timeoutNanos) {
    for (Socket socket : List.copyOf(sockets)) {
      List<byte[]> packets = List.copyOf(socket.waiting);
      socket.waiting.clear();
      packets.forEach(packet -> socket.handler.packet(ByteBuffer.wrap(packet)));
      if (!packets.isEmpty()) {
        socket.handler.drained();
      }
    }
  }

  @Override
  public void wake() {}

  @Override
  public void close() {}

  private final class Socket implements Receiver {
    private final int protocol;
    private final PacketHandler handler;
    private final Set<InetAddress> groups = new HashSet<>();
    private final List<byte[]> waiting = new ArrayList<>();

    Socket(int protocol, PacketHandler handler) {
      this.protocol = protocol;
      this.handler = handler;
    }

    @Override
    public void join(InetAddress group) {
      groups.add(group);
    }

    @Override
    public void leave(InetAddress group) {
      groups.remove(group);
    }

    @Override
    public void buffer(int bytes) {}

    @Override
    public long drops() {
      return 0;
    }

    @Override
    public void close() {
      sockets.remove(this);
    }
  }

  private final class Talker implements Sender {
    @Override
    public ByteBuffer next() {
      return next.clear();
    }

    @Override
    public void send(InetAddress destination, Outcome outcome) {
      byte[] packet = new byte[next.limit()];
      next.get(0, packet);
      host.send(packet, destination);
      outcome.sent();
    }

    @Override
    public void close() {}
  }
}
