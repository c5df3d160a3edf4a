package org.hactl.vrrp.wire;

import static org.hactl.vrrp.wire.VrrpWire.*;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;

/** Writes the advertisements of one router from one address, IP header included. */
public final class AdvertisementEncoder {
  private final RouterConfig config;
  private final IpHeader header;
  private final byte[] source;
  private final List<InetAddress> destinations;
  private final byte[][] destinationBytes;
  private final byte[] addresses;
  private final int intervalField;
  private final @Nullable AuthenticationHeader authentication;

  /**
   * @param source the address that the router sends from
   */
  public AdvertisementEncoder(RouterConfig config, InetAddress source) {
    this.config = config;
    this.header = IpHeader.of(config.family());
    this.source = source.getAddress();
    this.destinations = destinations(config);
    this.destinationBytes =
        destinations.stream().map(InetAddress::getAddress).toArray(byte[][]::new);
    this.addresses = bytes(config.addresses(), config.family());
    this.intervalField =
        switch (config.version()) {
          case V2 -> (int) config.advertInterval().toSeconds();
          case V3 -> (int) (config.advertInterval().toMillis() / 10);
        };
    this.authentication =
        config.authentication() instanceof Authentication.Ah key
            ? new AuthenticationHeader(key, config.transport().isUnicast())
            : null;
  }

  private static List<InetAddress> destinations(RouterConfig config) {
    Transport transport = config.transport();
    return transport.isUnicast()
        ? transport.peers().stream().map(Transport.Peer::address).toList()
        : List.of(config.group());
  }

  private static byte[] bytes(List<InetAddress> addresses, Family family) {
    ByteBuffer bytes = ByteBuffer.allocate(addresses.size() * family.addressBytes());
    addresses.forEach(each -> bytes.put(each.getAddress()));
    return bytes.array();
  }

  /** The destinations of each advertisement: the group, or every peer. */
  public List<InetAddress> destinations() {
    return destinations;
  }

  /**
   * Writes one advertisement from the start of {@code packet}, and sets position and limit around
   * it.
   *
   * @param destination the place of the destination in {@link #destinations}
   * @param id the IPv4 identification, which should differ from packet to packet
   * @param sequence the sequence number of the authentication header, if there is one
   */
  public void encode(ByteBuffer packet, int destination, int priority, int id, int sequence) {
    int messageBytes =
        messageBytes(config.version().number(), config.family(), config.addresses().size());
    int start = header.bytes() + (authentication == null ? 0 : AuthenticationHeader.BYTES);
    packet.clear().limit(start + messageBytes);
    int ttl = config.transport().isUnicast() ? config.transport().ttl() : TTL;
    int protocol = authentication == null ? PROTOCOL : AuthenticationHeader.PROTOCOL;
    header.put(packet, source, destinationBytes[destination], ttl, protocol, id);
    if (authentication != null) {
      AuthenticationHeader.put(packet, source, sequence);
    }
    putMessage(packet, priority);
    long sum = hasPseudoHeader() ? header.pseudoHeader(packet, PROTOCOL, messageBytes) : 0;
    int checksum = InternetChecksum.fold(InternetChecksum.sum(sum, packet, start, packet.limit()));
    packet.putShort(start + CHECKSUM, (short) checksum);
    if (authentication != null) {
      authentication.sign(packet, header.bytes());
    }
    packet.flip();
  }

  private void putMessage(ByteBuffer packet, int priority) {
    packet.put((byte) (config.version().number() << 4 | TYPE_ADVERTISEMENT));
    packet.put((byte) config.virtualRouterId());
    packet.put((byte) priority);
    packet.put((byte) config.addresses().size());
    switch (config.version()) {
      case V2 -> packet.put((byte) config.authentication().type()).put((byte) intervalField);
      case V3 -> packet.putShort((short) intervalField);
    }
    packet.putShort((short) 0).put(addresses);
    // Version 2 over IPv4 has authentication data, whatever its type.
    for (int index = 0; packet.hasRemaining(); index++) {
      packet.put(config.authentication().byteAt(index));
    }
  }

  private boolean hasPseudoHeader() {
    return config.family() == Family.INET6
        || config.version() == VrrpVersion.V3
            && config.options().checksum() == Checksum.PSEUDO_HEADER;
  }
}
