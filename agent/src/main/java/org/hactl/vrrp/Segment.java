package org.hactl.vrrp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.hactl.linux.LinkFacts;
import org.jspecify.annotations.Nullable;

/** One interface and the routers on it: looks after its sockets, and hands packets to routers. */
final class Segment {
  /** Enough to drain a receive buffer, so that an old deadline never beats a packet that waits. */
  private static final int MAX_PACKETS_AT_ONCE = 1024;

  private static final int MAX_IP_PACKET_BYTES = 65_535;

  private final String interfaceName;
  private final VrrpNetwork network;
  private final LongSupplier clock;
  private final RejectCounters unassigned;
  private final List<ActiveRouter> routers = new ArrayList<>();
  private final @Nullable ActiveRouter[] routersByVrid = new ActiveRouter[256];
  private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_IP_PACKET_BYTES);
  private final ByteBuffer packet = ByteBuffer.allocateDirect(VrrpWire.MAX_PACKET_BYTES);
  private final ByteBuffer frame = ByteBuffer.allocateDirect(GratuitousArpPacket.LENGTH_BYTES);

  private @Nullable LinkFacts facts;
  private VrrpNetwork.@Nullable Port port;
  private @Nullable Reason fault;
  private @Nullable String faultDetail;
  private byte[] hardwareAddress = new byte[6];

  Segment(
      String interfaceName, VrrpNetwork network, LongSupplier clock, RejectCounters unassigned) {
    this.interfaceName = interfaceName;
    this.network = network;
    this.clock = clock;
    this.unassigned = unassigned;
  }

  void add(ActiveRouter router) {
    routers.add(router);
    routersByVrid[router.config().virtualRouterId()] = router;
  }

  void remove(ActiveRouter router) {
    routers.remove(router);
    routersByVrid[router.config().virtualRouterId()] = null;
  }

  boolean isEmpty() {
    return routers.isEmpty();
  }

  /** What is the matter with the interface, in the system's words; null if it works. */
  @Nullable String faultDetail() {
    return faultDetail;
  }

  /** Looks at the interface, and tells every router what it found. */
  void look() {
    examine();
    long now = clock.getAsLong();
    for (ActiveRouter router : routers) {
      tell(router, now);
    }
  }

  private void tell(ActiveRouter router, long nowNanos) {
    if (fault != null) {
      router.step(new Input.InterfaceDown(fault), nowNanos);
    } else if (facts != null) {
      InetAddress address = Ipv4.toAddress(facts.primaryAddress());
      router.step(
          address == null
              ? new Input.InterfaceDown(Reason.NO_ADDRESS)
              : new Input.InterfaceUp(address),
          nowNanos);
    }
  }

  private void examine() {
    fault = null;
    faultDetail = null;
    LinkFacts before = facts;
    try {
      facts = network.look(interfaceName, this::isVirtual);
    } catch (IOException e) {
      facts = null;
      fail(Reason.SOCKET_ERROR, e.getMessage());
      return;
    }
    if (facts == null) {
      closePort();
      fail(Reason.INTERFACE_MISSING, "there is no interface " + interfaceName);
      return;
    }
    if (before != null && before.index() != facts.index()) {
      closePort();
    }
    hardwareAddress = facts.hardwareAddress();
    if (!facts.running()) {
      fail(Reason.INTERFACE_DOWN, interfaceName + " is down or has no carrier");
    } else if (facts.primaryAddress() == Ipv4.NONE) {
      fail(Reason.NO_ADDRESS, interfaceName + " has no IPv4 address of its own");
    } else if (port == null) {
      openPort(facts);
    }
  }

  private void openPort(LinkFacts link) {
    try {
      port = network.open(interfaceName, link, this::receive);
    } catch (IOException e) {
      fail(Reason.SOCKET_ERROR, e.getMessage());
    }
  }

  private void fail(Reason reason, @Nullable String detail) {
    fault = reason;
    faultDetail = detail;
  }

  /** An owner's addresses are its own; the others' are not, though they be on the interface. */
  private boolean isVirtual(int address) {
    for (ActiveRouter router : routers) {
      if (!router.config().isOwner() && router.hasAddress(address)) {
        return true;
      }
    }
    return false;
  }

  /** Takes in the packets that wait. */
  private void receive() {
    for (int count = 0; count < MAX_PACKETS_AT_ONCE && port != null; count++) {
      try {
        if (!port.receive(received)) {
          return;
        }
      } catch (IOException e) {
        // The socket tells once that the interface went down; the next look finds it out, too.
        return;
      }
      dispatch();
    }
  }

  private void dispatch() {
    RejectReason problem = AdvertisementDecoder.problemOfEnvelope(received);
    if (problem != null) {
      unassigned.count(problem);
      return;
    }
    ActiveRouter router = routersByVrid[AdvertisementDecoder.virtualRouterId(received)];
    if (router == null) {
      unassigned.count(RejectReason.UNKNOWN_VRID);
      return;
    }
    router.receive(received, clock.getAsLong());
  }

  /** Sends one advertisement. */
  void advertise(AdvertisementEncoder encoder, int source, int priority, int id)
      throws IOException {
    if (port == null) {
      throw new IOException("no socket is open on " + interfaceName);
    }
    encoder.encode(packet, source, priority, id);
    port.send(packet);
  }

  /** Announces one address by gratuitous ARP. */
  void announce(int address) throws IOException {
    if (port == null) {
      throw new IOException("no socket is open on " + interfaceName);
    }
    GratuitousArpPacket.encode(frame, hardwareAddress, address);
    port.sendFrame(frame);
  }

  void close() {
    closePort();
  }

  private void closePort() {
    if (port != null) {
      port.close();
      port = null;
    }
  }
}
