package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleAction;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.jspecify.annotations.Nullable;

/** {@code RTM_*RULE} messages of rtnetlink(7). */
final class RuleCodec {
  static final int NEW = 32;
  static final int DELETE = 33;
  private static final int GET = 34;

  private static final int FIXED_BYTES = 12;
  private static final int INVERT = 2;
  private static final int NO_SUPPRESSION = -1;
  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_SUPPRESS_PREFIXLEN = 14;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_PROTOCOL = 21;
  private static final int FRA_IP_PROTO = 22;
  private static final int FRA_SPORT_RANGE = 23;
  private static final int FRA_DPORT_RANGE = 24;

  private RuleCodec() {}

  static byte[] list(Family family) {
    return new NetlinkRequest(GET, NetlinkMessage.F_DUMP)
        .u8(family.code())
        .u8(0)
        .u16(0)
        .u32(0)
        .u32(0)
        .toBytes();
  }

  static byte[] encode(RuleChange change) {
    return switch (change) {
      case RuleChange.Add(Rule rule) ->
          encode(rule, NEW, NetlinkMessage.F_CREATE | NetlinkMessage.F_EXCL);
      case RuleChange.Remove(Rule rule) -> encode(rule, DELETE, 0);
    };
  }

  private static byte[] encode(Rule rule, int type, int mode) {
    boolean wideTable = rule.table() > 255;
    NetlinkRequest request =
        new NetlinkRequest(type, NetlinkMessage.F_ACK | mode)
            .u8(rule.family().code())
            .u8(rule.to() == null ? 0 : rule.to().length())
            .u8(rule.from() == null ? 0 : rule.from().length())
            .u8(rule.tos())
            .u8(wideTable ? 0 : rule.table())
            .u8(0)
            .u8(0)
            .u8(type == DELETE && rule.action() == RuleAction.LOOKUP ? 0 : rule.action().code())
            .u32(rule.inverted() ? INVERT : 0);
    request.attributeU32(FRA_PRIORITY, rule.priority());
    if (rule.from() != null) {
      request.attribute(FRA_SRC, rule.from().address());
    }
    if (rule.to() != null) {
      request.attribute(FRA_DST, rule.to().address());
    }
    if (rule.mark() != null) {
      request.attributeU32(FRA_FWMARK, (int) rule.mark().value());
      request.attributeU32(FRA_FWMASK, (int) rule.mark().mask());
    }
    if (rule.incomingInterface() != null) {
      request.attributeText(FRA_IIFNAME, rule.incomingInterface());
    }
    if (rule.outgoingInterface() != null) {
      request.attributeText(FRA_OIFNAME, rule.outgoingInterface());
    }
    if (rule.ipProtocol() != null) {
      request.attributeU8(FRA_IP_PROTO, rule.ipProtocol());
    }
    if (rule.sourcePorts() != null) {
      request.attribute(FRA_SPORT_RANGE, ports(rule.sourcePorts()));
    }
    if (rule.destinationPorts() != null) {
      request.attribute(FRA_DPORT_RANGE, ports(rule.destinationPorts()));
    }
    if (rule.suppressPrefixLength() != null) {
      request.attributeU32(FRA_SUPPRESS_PREFIXLEN, rule.suppressPrefixLength());
    }
    if (!rule.protocol().equals(RouteProtocol.UNSPECIFIED)) {
      request.attributeU8(FRA_PROTOCOL, rule.protocol().value());
    }
    if (wideTable) {
      request.attributeU32(FRA_TABLE, rule.table());
    }
    return request.toBytes();
  }

  private static byte[] ports(PortRange range) {
    return ByteBuffer.allocate(4)
        .order(ByteOrder.nativeOrder())
        .putShort((short) range.first())
        .putShort((short) range.last())
        .array();
  }

  /** Reads a rule; empty for a family other than IPv4 and IPv6. */
  static Optional<Rule> decode(NetlinkMessage message) {
    ByteBuffer payload = message.payload();
    NetlinkAttributes attributes = NetlinkAttributes.read(payload, FIXED_BYTES);
    Optional<Family> known = Codecs.family(payload.get(0));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Family family = known.get();
    RuleAction action = RuleAction.of(Byte.toUnsignedInt(payload.get(7)));
    int table =
        action == RuleAction.LOOKUP
            ? attributes.s32(FRA_TABLE, Byte.toUnsignedInt(payload.get(4)))
            : 0;
    int suppressed = attributes.s32(FRA_SUPPRESS_PREFIXLEN, NO_SUPPRESSION);
    return Optional.of(
        Rule.builder(family, attributes.s32(FRA_PRIORITY, 0))
            .inverted((payload.getInt(8) & INVERT) != 0)
            .from(prefix(attributes.address(FRA_SRC, family), payload.get(2)))
            .to(prefix(attributes.address(FRA_DST, family), payload.get(1)))
            .tos(Byte.toUnsignedInt(payload.get(3)))
            .mark(mark(attributes))
            .incomingInterface(name(attributes, FRA_IIFNAME))
            .outgoingInterface(name(attributes, FRA_OIFNAME))
            .ipProtocol(
                attributes.has(FRA_IP_PROTO) ? (Integer) attributes.u8(FRA_IP_PROTO, 0) : null)
            .sourcePorts(ports(attributes.bytes(FRA_SPORT_RANGE)))
            .destinationPorts(ports(attributes.bytes(FRA_DPORT_RANGE)))
            .action(action)
            .table(table)
            .suppressPrefixLength(suppressed == NO_SUPPRESSION ? null : (Integer) suppressed)
            .protocol(new RouteProtocol(attributes.u8(FRA_PROTOCOL, 0)))
            .build());
  }

  private static Rule.@Nullable MarkSelector mark(NetlinkAttributes attributes) {
    if (!attributes.has(FRA_FWMARK) && !attributes.has(FRA_FWMASK)) {
      return null;
    }
    return new Rule.MarkSelector(
        attributes.u32(FRA_FWMARK, 0), attributes.u32(FRA_FWMASK, Rule.MarkSelector.ALL_BITS));
  }

  private static @Nullable String name(NetlinkAttributes attributes, int type) {
    return attributes.has(type) ? attributes.text(type, "") : null;
  }

  private static @Nullable InetPrefix prefix(@Nullable InetAddress address, byte length) {
    return address == null ? null : Codecs.prefix(address, Byte.toUnsignedInt(length));
  }

  private static @Nullable PortRange ports(byte @Nullable [] range) {
    if (range == null) {
      return null;
    }
    if (range.length < 4) {
      throw new CodecException("port range of " + range.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(range).order(ByteOrder.nativeOrder());
    int first = Short.toUnsignedInt(buffer.getShort(0));
    int last = Short.toUnsignedInt(buffer.getShort(2));
    if (first > last) {
      throw new CodecException("ports from " + first + " to " + last);
    }
    return new PortRange(first, last);
  }
}
