package org.hactl.vrrp.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.hactl.vrrp.model.Transport;

/** Whom a router hears, and from how far away. */
final class UnicastPeers {
  private final Transport transport;
  private final byte[][] addresses;

  UnicastPeers(Transport transport) {
    this.transport = transport;
    this.addresses =
        transport.peers().stream()
            .map(Transport.Peer::address)
            .map(InetAddress::getAddress)
            .toArray(byte[][]::new);
  }

  /**
   * Whether a packet's TTL is one that its sender may have: 255 in multicast, what was agreed with
   * a peer; of a stranger nothing is known, and {@link #accept} has the last word on it.
   */
  boolean allowsTtl(ByteBuffer packet, IpHeader header) {
    int ttl = header.hopLimit(packet);
    if (!transport.isUnicast()) {
      return ttl == VrrpWire.TTL;
    }
    int place = place(packet, header.sourceOffset());
    if (place < 0) {
      return true;
    }
    Transport.Peer peer = transport.peers().get(place);
    return ttl >= peer.minTtl() && ttl <= peer.maxTtl();
  }

  /** Whether a packet's sender is one of them, where that matters. */
  boolean accept(ByteBuffer packet, IpHeader header) {
    return !transport.isUnicast()
        || !transport.checkSource()
        || place(packet, header.sourceOffset()) >= 0;
  }

  /** The place among the peers of the address that stands there; -1 for none. */
  private int place(ByteBuffer packet, int at) {
    for (int place = 0; place < addresses.length; place++) {
      byte[] address = addresses[place];
      int index = 0;
      while (index < address.length && packet.get(at + index) == address[index]) {
        index++;
      }
      if (index == address.length) {
        return place;
      }
    }
    return -1;
  }
}
