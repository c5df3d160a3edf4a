package org.hactl.vrrp.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.hactl.vrrp.model.Transport;

/** Checks the sender of a packet, and how many hops away the sender may be. */
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
   * Whether a packet's TTL is allowed for its sender: 255 in multicast, the configured range for a
   * peer. Any TTL is allowed for an unknown sender; {@link #accept} decides whether that sender is
   * accepted.
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

  /** Whether a packet's sender is a peer, if the router checks that. */
  boolean accept(ByteBuffer packet, IpHeader header) {
    return !transport.isUnicast()
        || !transport.checkSource()
        || place(packet, header.sourceOffset()) >= 0;
  }

  /** The index of the peer whose address is at this offset; -1 if there is none. */
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
