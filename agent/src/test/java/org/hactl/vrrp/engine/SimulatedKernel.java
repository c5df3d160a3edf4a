package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.hactl.vrrp.wire.ArpRequestPacket;
import org.hactl.vrrp.wire.AuthenticationHeader;
import org.hactl.vrrp.wire.NeighbourDiscoveryPacket;
import org.hactl.vrrp.wire.VrrpWire;
import org.jspecify.annotations.Nullable;

/** The network of one simulated director as the engine sees it: interfaces, sockets, addresses. */
final class SimulatedKernel implements VrrpNetwork {
  private static final int MAX_PACKET_BYTES =
      VrrpWire.MAX_PACKET_BYTES + AuthenticationHeader.BYTES;
  private static final int ARP_ADDRESS = 38;
  private static final int NEIGHBOUR_ADDRESS = 62;

  private final Host host;
  private final List<SimulatedLink> links = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final List<Sending> batch = new ArrayList<>();
  private final ByteBuffer frame = ByteBuffer.allocate(NeighbourDiscoveryPacket.LENGTH_BYTES);
  private final ByteBuffer next = ByteBuffer.allocate(MAX_PACKET_BYTES);

  /** The director to which the kernel belongs. */
  interface Host {
    /** A packet leaves. */
    void sends(int segment, SimulatedPacket packet);

    /** The director announces an address to a segment. */
    void announces(InetAddress address);

    /** A packet waits for the engine. */
    void readable();

    /** The engine reads this packet next; null after the last one. */
    void reads(@Nullable SimulatedPacket packet);
  }

  /** A packet that waits for {@link #flush}. */
  private record Sending(Talker from, SimulatedPacket packet, Outcome outcome) {}

  SimulatedKernel(Host host, SimulatedSite site, int node) {
    this.host = host;
    for (int segment = 0; segment < site.segments; segment++) {
      links.add(new SimulatedLink(segment, node));
    }
  }

  SimulatedLink link(int segment) {
    return links.get(segment);
  }

  /** A packet comes in on a segment. */
  void arrive(int segment, SimulatedPacket packet) {
    SimulatedLink link = links.get(segment);
    if (!link.isRunning()) {
      return;
    }
    link.receiveFrame();
    boolean readable = false;
    for (Socket socket : sockets) {
      if (socket.link == link && socket.hears(packet)) {
        socket.waiting.add(packet);
        readable = true;
      }
    }
    if (readable) {
      host.readable();
    }
  }

  /** Drops the packets that wait: the host was suspended. */
  void forgetReceived() {
    sockets.forEach(socket -> socket.waiting.clear());
  }

  /** The process has ended, which closes its sockets. */
  void release() {
    sockets.clear();
    batch.clear();
  }

  @Override
  public @Nullable LinkFacts look(String interfaceName) {
    return links.get(SimulatedSite.segment(interfaceName)).facts();
  }

  @Override
  public @Nullable LinkState state(String interfaceName) {
    LinkFacts facts = look(interfaceName);
    return facts == null ? null : LinkState.of(facts);
  }

  @Override
  public Receiver hear(
      String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler) {
    Socket socket = new Socket(existing(interfaceName), family, protocol, handler);
    sockets.add(socket);
    return socket;
  }

  @Override
  public Sender speak(String interfaceName, LinkFacts facts, Family family) {
    return new Talker(existing(interfaceName));
  }

  private SimulatedLink existing(String interfaceName) {
    SimulatedLink link = links.get(SimulatedSite.segment(interfaceName));
    if (link.facts() == null) {
      throw new LinuxException("look at", "interface " + interfaceName, Errno.ENODEV, "");
    }
    return link;
  }

  @Override
  public long receivedFrames(String interfaceName) {
    return links.get(SimulatedSite.segment(interfaceName)).frames();
  }

  @Override
  public ByteBuffer nextFrame() {
    return frame.clear();
  }

  @Override
  public void sendFrame(int interfaceIndex, Outcome outcome) {
    boolean arp = frame.limit() == ArpRequestPacket.LENGTH_BYTES;
    byte[] address = new byte[arp ? 4 : 16];
    frame.get(arp ? ARP_ADDRESS : NEIGHBOUR_ADDRESS, address);
    host.announces(InetAddresses.of(address));
    outcome.sent();
  }

  @Override
  public void flush() {
    for (Sending each : batch) {
      SimulatedLink link = each.from().link;
      if (link.isRunning() && link.index() == each.from().index) {
        each.outcome().sent();
        host.sends(link.segment(), each.packet());
      } else {
        each.outcome().failed("no such device or address");
      }
    }
    batch.clear();
  }

  /** Hands the packets that have arrived to the engine. */
  @Override
  public void await(long timeoutNanos) {
    for (Socket socket : List.copyOf(sockets)) {
      if (!socket.waiting.isEmpty()) {
        List<SimulatedPacket> packets = List.copyOf(socket.waiting);
        socket.waiting.clear();
        for (SimulatedPacket packet : packets) {
          host.reads(packet);
          socket.handler.packet(packet.bytes());
          host.reads(null);
        }
        socket.handler.drained();
      }
    }
  }

  @Override
  public void wake() {}

  @Override
  public void close() {}

  private final class Socket implements Receiver {
    private final SimulatedLink link;
    private final int index;
    private final Family family;
    private final int protocol;
    private final PacketHandler handler;
    private final Set<InetAddress> groups = new HashSet<>();
    private final List<SimulatedPacket> waiting = new ArrayList<>();

    Socket(SimulatedLink link, Family family, int protocol, PacketHandler handler) {
      this.link = link;
      this.index = link.index();
      this.family = family;
      this.protocol = protocol;
      this.handler = handler;
    }

    boolean hears(SimulatedPacket packet) {
      InetAddress destination = packet.destination();
      return index == link.index()
          && packet.protocol() == protocol
          && packet.family() == family
          && (destination.isMulticastAddress()
              ? groups.contains(destination)
              : link.has(destination));
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
    private final SimulatedLink link;
    private final int index;

    Talker(SimulatedLink link) {
      this.link = link;
      this.index = link.index();
    }

    @Override
    public ByteBuffer next() {
      return next.clear();
    }

    @Override
    public void send(InetAddress destination, Outcome outcome) {
      byte[] bytes = new byte[next.limit()];
      next.get(0, bytes);
      batch.add(
          new Sending(this, new SimulatedPacket(ByteBuffer.wrap(bytes), destination), outcome));
    }

    @Override
    public void close() {
      flush();
    }
  }
}
