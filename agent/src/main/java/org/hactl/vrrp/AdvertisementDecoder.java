package org.hactl.vrrp;

import static org.hactl.vrrp.VrrpWire.*;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the advertisements meant for one router. Any bytes at all give an {@link Advertisement} or
 * a reason why not; the checks run in keepalived's order, so that both name the same fault.
 */
final class AdvertisementDecoder {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_CENTISECOND = 10_000_000L;

  private final RouterConfig config;
  private final int[] addresses;
  private final long intervalNanos;

  AdvertisementDecoder(RouterConfig config) {
    this.config = config;
    this.addresses = Ipv4.toInts(config.addresses());
    this.intervalNanos = config.advertInterval().toNanos();
  }

  /**
   * What is wrong with the packet before it is known whose it is: null if there is an IPv4 header
   * and a VRRP header.
   *
   * @param packet from 0 to its limit, as a raw socket delivers it
   */
  static @Nullable RejectReason problemOfEnvelope(ByteBuffer packet) {
    if (packet.limit() < IP_HEADER_BYTES) {
      return RejectReason.TOO_SHORT;
    }
    if (packet.get(0) >> 4 != 4 || (packet.get(IP_PROTOCOL) & 0xff) != PROTOCOL) {
      return RejectReason.NOT_VRRP;
    }
    int start = messageStart(packet);
    int end = messageEnd(packet);
    if (start < IP_HEADER_BYTES || end > packet.limit() || end - start < HEADER_BYTES) {
      return RejectReason.TOO_SHORT;
    }
    return null;
  }

  /** The VRID of a packet whose envelope has no problem. */
  static int virtualRouterId(ByteBuffer packet) {
    return packet.get(messageStart(packet) + VRID) & 0xff;
  }

  /**
   * Reads one packet.
   *
   * @param packet from 0 to its limit, as a raw socket delivers it; its position does not matter
   * @param ownAddress the address this router sends from
   */
  Decoded decode(ByteBuffer packet, int ownAddress) {
    RejectReason problem = problemOf(packet, ownAddress);
    if (problem != null) {
      return rejected(problem, packet);
    }
    int start = messageStart(packet);
    return new Advertisement(
        packet.get(start + PRIORITY) & 0xff,
        interval(packet, start),
        Objects.requireNonNull(Ipv4.toAddress(packet.getInt(IP_SOURCE))),
        hasSameAddresses(packet, start));
  }

  private static Rejected rejected(RejectReason reason, ByteBuffer packet) {
    return problemOfEnvelope(packet) == null
        ? new Rejected(
            reason,
            Ipv4.toAddress(packet.getInt(IP_SOURCE)),
            packet.get(messageStart(packet) + PRIORITY) & 0xff)
        : new Rejected(reason, null, 0);
  }

  private @Nullable RejectReason problemOf(ByteBuffer packet, int ownAddress) {
    RejectReason envelope = problemOfEnvelope(packet);
    if (envelope != null) {
      return envelope;
    }
    int start = messageStart(packet);
    int length = messageEnd(packet) - start;
    int version = (packet.get(start + VERSION_AND_TYPE) & 0xff) >> 4;
    if (virtualRouterId(packet) != config.virtualRouterId()) {
      return RejectReason.UNKNOWN_VRID;
    }
    if (packet.getInt(IP_SOURCE) == ownAddress || packet.getInt(IP_SOURCE) == Ipv4.NONE) {
      return RejectReason.OWN_ADDRESS;
    }
    if (version == 2 || version == 3) {
      int expected = messageBytes(version, packet.get(start + ADDRESS_COUNT) & 0xff);
      if (length != expected) {
        return length < expected ? RejectReason.TOO_SHORT : RejectReason.WRONG_LENGTH;
      }
    }
    // A packet that came through a router has a lower one (RFC 5798 section 5.1.1.3).
    if ((packet.get(IP_TTL) & 0xff) != TTL) {
      return RejectReason.TTL;
    }
    if (version != config.version().number()) {
      return RejectReason.VERSION;
    }
    RejectReason content = problemOfContent(packet, start);
    if (content != null) {
      return content;
    }
    if ((packet.get(start + VERSION_AND_TYPE) & 0x0f) != TYPE_ADVERTISEMENT) {
      return RejectReason.TYPE;
    }
    if (!isChecksumRight(packet, start, length)) {
      return RejectReason.CHECKSUM;
    }
    if (packet.getInt(IP_DESTINATION) != MULTICAST_GROUP) {
      return RejectReason.DESTINATION;
    }
    return null;
  }

  private @Nullable RejectReason problemOfContent(ByteBuffer packet, int start) {
    return switch (config.version()) {
      case V2 -> {
        if ((packet.get(start + V2_AUTH_TYPE) & 0xff) != config.authentication().type()) {
          yield RejectReason.AUTH_TYPE;
        }
        if (!hasSamePassword(packet, start)) {
          yield RejectReason.PASSWORD;
        }
        yield interval(packet, start) == intervalNanos ? null : RejectReason.INTERVAL;
      }
      // A backup counts with the master's interval (RFC 5798 section 6.1), which cannot be none.
      case V3 -> interval(packet, start) == 0 ? RejectReason.INTERVAL : null;
    };
  }

  /**
   * Looks at all 8 bytes whatever they are; of type 0 they say nothing (RFC 3768 section 5.3.10).
   */
  private boolean hasSamePassword(ByteBuffer packet, int start) {
    if (config.authentication() == Authentication.none()) {
      return true;
    }
    int at = start + ADDRESSES + (packet.get(start + ADDRESS_COUNT) & 0xff) * ADDRESS_BYTES;
    int difference = 0;
    for (int index = 0; index < Authentication.LENGTH_BYTES; index++) {
      difference |= packet.get(at + index) ^ config.authentication().byteAt(index);
    }
    return difference == 0;
  }

  private long interval(ByteBuffer packet, int start) {
    return switch (config.version()) {
      case V2 -> (packet.get(start + V2_INTERVAL_SECONDS) & 0xff) * NANOS_PER_SECOND;
      case V3 ->
          (packet.getShort(start + V3_INTERVAL_CENTISECONDS) & 0x0fff) * NANOS_PER_CENTISECOND;
    };
  }

  /**
   * Version 3 over IPv4 is sent with the pseudo-header in the checksum by some (RFC 5798 section
   * 5.2.8, keepalived) and without it by others (RFC 9568, many switches): both are taken.
   */
  private boolean isChecksumRight(ByteBuffer packet, int start, int length) {
    long sum = InternetChecksum.sum(0, packet, start, start + length);
    if (InternetChecksum.fold(sum) == 0) {
      return true;
    }
    long pseudoHeader =
        InternetChecksum.pseudoHeader(
            packet.getInt(IP_SOURCE), packet.getInt(IP_DESTINATION), PROTOCOL, length);
    return config.version() == VrrpVersion.V3 && InternetChecksum.fold(sum + pseudoHeader) == 0;
  }

  private boolean hasSameAddresses(ByteBuffer packet, int start) {
    int count = packet.get(start + ADDRESS_COUNT) & 0xff;
    if (count != addresses.length) {
      return false;
    }
    boolean inOrder = true;
    for (int index = 0; inOrder && index < count; index++) {
      inOrder = packet.getInt(start + ADDRESSES + index * ADDRESS_BYTES) == addresses[index];
    }
    return inOrder || Arrays.equals(sortedAddresses(packet, start), sorted(addresses.clone()));
  }

  private static int[] sortedAddresses(ByteBuffer packet, int start) {
    int[] found = new int[packet.get(start + ADDRESS_COUNT) & 0xff];
    for (int index = 0; index < found.length; index++) {
      found[index] = packet.getInt(start + ADDRESSES + index * ADDRESS_BYTES);
    }
    return sorted(found);
  }

  private static int[] sorted(int[] values) {
    Arrays.sort(values);
    return values;
  }

  private static int messageStart(ByteBuffer packet) {
    return (packet.get(0) & 0x0f) * 4;
  }

  private static int messageEnd(ByteBuffer packet) {
    return packet.getShort(IP_TOTAL_LENGTH) & 0xffff;
  }
}
