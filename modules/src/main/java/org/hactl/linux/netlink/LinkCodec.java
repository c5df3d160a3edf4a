package org.hactl.linux.netlink;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.NewLink;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.MacAddress;

/** {@code RTM_*LINK} messages of rtnetlink(7). */
final class LinkCodec {
  static final int NEW = 16;
  static final int DELETE = 17;
  static final int GET = 18;

  private static final int FIXED_BYTES = 16;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_EXT_MASK = 29;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  private static final int ADDR_GEN_MODE_NONE = 1;
  private static final int SKIP_STATISTICS = 1 << 3;

  private LinkCodec() {}

  static byte[] list() {
    return fixed(new NetlinkRequest(GET, NetlinkMessage.F_DUMP), 0, 0, 0)
        .attributeU32(IFLA_EXT_MASK, SKIP_STATISTICS)
        .toBytes();
  }

  static byte[] setUp(int index, boolean up) {
    return fixed(
            new NetlinkRequest(NEW, NetlinkMessage.F_ACK), index, up ? Link.IFF_UP : 0, Link.IFF_UP)
        .toBytes();
  }

  /** The request for a new link, which is down at first. */
  static byte[] add(NewLink link, int parentIndex) {
    NetlinkRequest request =
        fixed(
            new NetlinkRequest(
                NEW, NetlinkMessage.F_ACK | NetlinkMessage.F_CREATE | NetlinkMessage.F_EXCL),
            0,
            0,
            0);
    if (link.mac() != null) {
      request.attribute(IFLA_ADDRESS, link.mac().toBytes());
    }
    request.attributeU32(IFLA_LINK, parentIndex).attributeText(IFLA_IFNAME, link.name());
    int info = request.begin(IFLA_LINKINFO);
    LinkInfoCodec.encode(request, link.kind());
    return request.end(info).toBytes();
  }

  /** Keeps the kernel from giving the link an IPv6 link-local address. */
  static byte[] withoutLinkLocal(int index) {
    NetlinkRequest request = fixed(new NetlinkRequest(NEW, NetlinkMessage.F_ACK), index, 0, 0);
    int families = request.begin(IFLA_AF_SPEC);
    int inet6 = request.begin(Family.INET6.code());
    request.attributeU8(IFLA_INET6_ADDR_GEN_MODE, ADDR_GEN_MODE_NONE);
    return request.end(inet6).end(families).toBytes();
  }

  static byte[] setMac(int index, MacAddress mac) {
    return fixed(new NetlinkRequest(NEW, NetlinkMessage.F_ACK), index, 0, 0)
        .attribute(IFLA_ADDRESS, mac.toBytes())
        .toBytes();
  }

  static byte[] remove(int index) {
    return fixed(new NetlinkRequest(DELETE, NetlinkMessage.F_ACK), index, 0, 0).toBytes();
  }

  private static NetlinkRequest fixed(NetlinkRequest request, int index, int flags, int change) {
    return request.u8(0).u8(0).u16(0).u32(index).u32(flags).u32(change);
  }

  /** Reads a link; empty for the bridge's own messages about its ports. */
  static Optional<Link> decode(NetlinkMessage message) {
    ByteBuffer payload = message.payload();
    NetlinkAttributes attributes = NetlinkAttributes.read(payload, FIXED_BYTES);
    if (payload.get(0) != 0) {
      return Optional.empty();
    }
    byte[] address = attributes.bytes(IFLA_ADDRESS);
    MacAddress mac =
        address != null && address.length == MacAddress.BYTES
            ? MacAddress.of(address)
            : MacAddress.NONE;
    int index = payload.getInt(4);
    return Optional.of(
        new Link(
            index,
            attributes.text(IFLA_IFNAME, "if" + index),
            payload.getInt(8),
            mac,
            attributes.s32(IFLA_MTU, 0),
            attributes.s32(IFLA_LINK, 0),
            attributes.nested(IFLA_LINKINFO).flatMap(LinkInfoCodec::decode).orElse(null)));
  }
}
