package org.hactl.vrrp.wire;

import static org.hactl.vrrp.wire.VrrpWire.*;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.AddressMismatch;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Decoded;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads the advertisements meant for one router. Any input gives an {@link Advertisement} or a
 * reason for its rejection. The checks run in keepalived's order, so that both report the same
 * reason. An advertisement equal to the last one is returned as the same object, so a stream of
 * packets allocates no memory.
 */
public class AdvertisementDecoder {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_CENTISECOND = 10_000_000L;

  private final RouterConfig config;
  private final IpHeader header;
  private final byte[] own;
  private final UnicastPeers peers;
  private final byte[] group;
  private final AddressList addresses;
  private final long intervalNanos;
  private final AhSequence sequence;
  private final @Nullable AuthenticationHeader authentication;
  private Rejected rejected = new Rejected(RejectReason.TOO_SHORT, null, 0);
  private @Nullable Advertisement advertisement;
  private @Nullable InetAddress source;
  private byte[] sourceBytes = {};

  /**
   * @param own the address this router sends from
   * @param sequence the sequence numbers of the router's authentication headers, if it has them
   */
  public AdvertisementDecoder(RouterConfig config, InetAddress own, AhSequence sequence) {
    this.config = config;
    this.header = IpHeader.of(config.family());
    this.own = own.getAddress();
    this.peers = new UnicastPeers(config.transport());
    this.group = config.group().getAddress();
    this.addresses = new AddressList(config.addresses(), config.family());
    this.intervalNanos = config.advertInterval().toNanos();
    this.sequence = sequence;
    this.authentication =
        config.authentication() instanceof Authentication.Ah key
            ? new AuthenticationHeader(key, config.transport().isUnicast())
            : null;
  }

  /**
   * Checks a packet before its router is known. Returns null if there is an IP header and a VRRP
   * header, perhaps with an authentication header in between.
   *
   * @param packet from 0 to its limit
   */
  public static @Nullable RejectReason problemOfEnvelope(ByteBuffer packet) {
    IpHeader header = IpHeader.of(packet);
    if (header == null) {
      return packet.limit() < IpHeader.IPV4.bytes()
          ? RejectReason.TOO_SHORT
          : RejectReason.NOT_VRRP;
    }
    if (packet.limit() < header.bytes()) {
      return RejectReason.TOO_SHORT;
    }
    int protocol = header.protocol(packet);
    boolean authenticated = header == IpHeader.IPV4 && protocol == AuthenticationHeader.PROTOCOL;
    if (protocol != PROTOCOL && !authenticated) {
      return RejectReason.NOT_VRRP;
    }
    int start = header.payloadStart(packet);
    int end = header.payloadEnd(packet);
    int least = HEADER_BYTES + (authenticated ? AuthenticationHeader.BYTES : 0);
    if (start < header.bytes() || end > packet.limit() || end - start < least) {
      return RejectReason.TOO_SHORT;
    }
    return authenticated && !AuthenticationHeader.isAt(packet, start)
        ? RejectReason.NOT_VRRP
        : null;
  }

  /** The VRID of a packet whose envelope has no problem. */
  public static int virtualRouterId(ByteBuffer packet) {
    return packet.get(messageStart(packet) + VRID) & 0xff;
  }

  /** The offset of the VRRP message in a packet whose envelope has no problem. */
  public static int messageStart(ByteBuffer packet) {
    IpHeader header = packet.get(0) >> 4 == 4 ? IpHeader.IPV4 : IpHeader.IPV6;
    int authenticationBytes = header.protocol(packet) == PROTOCOL ? 0 : AuthenticationHeader.BYTES;
    return header.payloadStart(packet) + authenticationBytes;
  }

  /**
   * Reads one packet.
   *
   * @param packet from 0 to its limit, beginning with its IP header; its position does not matter
   */
  public Decoded decode(ByteBuffer packet) {
    RejectReason envelope = problemOfEnvelope(packet);
    if (envelope == null && IpHeader.of(packet) != header) {
      envelope = RejectReason.NOT_VRRP;
    }
    if (envelope != null) {
      return rejected(envelope, null, 0);
    }
    int start = messageStart(packet);
    RejectReason problem = problemOf(packet, start, header.payloadEnd(packet) - start);
    int priority = packet.get(start + PRIORITY) & 0xff;
    boolean sameAddresses = problem != null || addresses.isSame(packet, start);
    if (problem == null
        && !sameAddresses
        && config.options().addressMismatch() == AddressMismatch.DISCARD) {
      problem = RejectReason.ADDRESS_LIST;
    }
    if (problem == null && !peers.accept(packet, header)) {
      problem = RejectReason.SOURCE;
    }
    return problem == null
        ? advertisement(priority, interval(packet, start), source(packet), sameAddresses)
        : rejected(problem, source(packet), priority);
  }

  private @Nullable RejectReason problemOf(ByteBuffer packet, int start, int length) {
    int version = (packet.get(start + VERSION_AND_TYPE) & 0xff) >> 4;
    if (virtualRouterId(packet) != config.virtualRouterId()) {
      return RejectReason.UNKNOWN_VRID;
    }
    if (isAt(packet, header.sourceOffset(), own) || isZero(packet, header.sourceOffset())) {
      return RejectReason.OWN_ADDRESS;
    }
    if (version == 2 || version == 3) {
      int count = packet.get(start + ADDRESS_COUNT) & 0xff;
      int expected = messageBytes(version, config.family(), count);
      if (length != expected) {
        return length < expected ? RejectReason.TOO_SHORT : RejectReason.WRONG_LENGTH;
      }
    }
    // A packet that came through a router has a lower TTL (RFC 5798 section 5.1.1.3).
    if (!peers.allowsTtl(packet, header)) {
      return RejectReason.TTL;
    }
    if (version != config.version().number()) {
      return RejectReason.VERSION;
    }
    if ((authentication == null) != (header.protocol(packet) == PROTOCOL)) {
      return RejectReason.AUTH_TYPE;
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
    byte[] wanted = config.transport().isUnicast() ? own : group;
    return isAt(packet, header.destinationOffset(), wanted) ? null : RejectReason.DESTINATION;
  }

  private @Nullable RejectReason problemOfContent(ByteBuffer packet, int start) {
    return switch (config.version()) {
      case V2 -> {
        RejectReason problem = problemOfAuthentication(config.authentication(), packet, start);
        if (problem != null) {
          yield problem;
        }
        yield interval(packet, start) == intervalNanos ? null : RejectReason.INTERVAL;
      }
      // A backup uses the master's interval (RFC 5798 section 6.1), so it must not be 0.
      case V3 -> interval(packet, start) == 0 ? RejectReason.INTERVAL : null;
    };
  }

  private @Nullable RejectReason problemOfAuthentication(
      Authentication wanted, ByteBuffer packet, int start) {
    if ((packet.get(start + V2_AUTH_TYPE) & 0xff) != wanted.type()) {
      return RejectReason.AUTH_TYPE;
    }
    return switch (wanted) {
      // With type 0 the authentication data has no meaning (RFC 3768 section 5.3.10).
      case Authentication.None _ -> null;
      case Authentication.Pass password ->
          hasSamePassword(password, packet, start) ? null : RejectReason.PASSWORD;
      case Authentication.Ah _ -> problemOfDigest(packet, header.payloadStart(packet));
    };
  }

  private @Nullable RejectReason problemOfDigest(ByteBuffer packet, int at) {
    if (authentication == null
        || !authentication.isGenuine(packet, at, header.payloadEnd(packet))) {
      return RejectReason.DIGEST;
    }
    return sequence.accept(AuthenticationHeader.sequence(packet, at)) ? null : RejectReason.REPLAY;
  }

  /**
   * Always compares all 8 bytes, so that the time of the comparison says nothing about the
   * password.
   */
  private boolean hasSamePassword(Authentication.Pass password, ByteBuffer packet, int start) {
    int count = packet.get(start + ADDRESS_COUNT) & 0xff;
    int at = start + ADDRESSES + count * config.family().addressBytes();
    int difference = 0;
    for (int index = 0; index < Authentication.LENGTH_BYTES; index++) {
      difference |= packet.get(at + index) ^ password.byteAt(index);
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
   * In version 3 over IPv4, some senders include the pseudo-header in the checksum (RFC 5798
   * section 5.2.8, keepalived) and others do not (RFC 9568, many switches): this router accepts
   * both. Over IPv6 the pseudo-header is always included, also in version 2.
   */
  protected boolean isChecksumRight(ByteBuffer packet, int start, int length) {
    long sum = InternetChecksum.sum(0, packet, start, start + length);
    boolean inet6 = config.family() == Family.INET6;
    if (!inet6 && InternetChecksum.fold(sum) == 0) {
      return true;
    }
    return (inet6 || config.version() == VrrpVersion.V3)
        && InternetChecksum.fold(sum + header.pseudoHeader(packet, PROTOCOL, length)) == 0;
  }

  private boolean isZero(ByteBuffer packet, int at) {
    int end = at + config.family().addressBytes();
    int bits = 0;
    for (int index = at; index < end; index++) {
      bits |= packet.get(index);
    }
    return bits == 0;
  }

  private static boolean isAt(ByteBuffer packet, int at, byte[] bytes) {
    for (int index = 0; index < bytes.length; index++) {
      if (packet.get(at + index) != bytes[index]) {
        return false;
      }
    }
    return true;
  }

  private InetAddress source(ByteBuffer packet) {
    int at = header.sourceOffset();
    InetAddress before = source;
    if (before != null && isAt(packet, at, sourceBytes)) {
      return before;
    }
    sourceBytes = new byte[config.family().addressBytes()];
    packet.get(at, sourceBytes);
    InetAddress found = InetAddresses.of(sourceBytes);
    source = found;
    return found;
  }

  private Advertisement advertisement(
      int priority, long interval, InetAddress from, boolean sameAddresses) {
    Advertisement before = advertisement;
    if (before != null
        && before.priority() == priority
        && before.intervalNanos() == interval
        && before.source() == from
        && before.sameAddresses() == sameAddresses) {
      return before;
    }
    Advertisement read = new Advertisement(priority, interval, from, sameAddresses);
    advertisement = read;
    return read;
  }

  private Rejected rejected(RejectReason reason, @Nullable InetAddress from, int priority) {
    if (rejected.reason() != reason
        || rejected.source() != from
        || rejected.priority() != priority) {
      rejected = new Rejected(reason, from, priority);
    }
    return rejected;
  }
}
