package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.wire.AdvertisementDecoder;
import org.hactl.vrrp.wire.AuthenticationHeader;
import org.hactl.vrrp.wire.IpHeader;
import org.hactl.vrrp.wire.VrrpWire;

/**
 * A packet on its way, with facts that the referee knows without decoding it.
 *
 * @param whole whether its bytes are still those that were sent
 */
record SimulatedPacket(ByteBuffer bytes, InetAddress destination, boolean whole) {

  SimulatedPacket(ByteBuffer bytes, InetAddress destination) {
    this(bytes, destination, true);
  }

  /** A copy with one bit changed after the IP header, where the kernel checks nothing. */
  SimulatedPacket damaged(RandomGenerator random) {
    byte[] copy = new byte[bytes.limit()];
    bytes.get(0, copy);
    int start = header().bytes();
    copy[start + random.nextInt(copy.length - start)] ^= (byte) (1 << random.nextInt(8));
    return new SimulatedPacket(ByteBuffer.wrap(copy), destination, false);
  }

  IpHeader header() {
    return Family.of(destination) == Family.INET ? IpHeader.IPV4 : IpHeader.IPV6;
  }

  Family family() {
    return header().family();
  }

  int protocol() {
    return header().protocol(bytes);
  }

  int virtualRouterId() {
    return AdvertisementDecoder.virtualRouterId(bytes);
  }

  int priority() {
    return bytes.get(AdvertisementDecoder.messageStart(bytes) + VrrpWire.PRIORITY) & 0xff;
  }

  /** The sequence number in its authentication header, which it must have. */
  long sequence() {
    int at = header().payloadStart(bytes);
    return Integer.toUnsignedLong(AuthenticationHeader.sequence(bytes, at));
  }

  byte[] source() {
    byte[] address = new byte[family().addressBytes()];
    bytes.get(header().sourceOffset(), address);
    return address;
  }
}
