package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.NextHop;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/** {@code RTA_MULTIPATH}: the next hops of a route, {@code struct rtnexthop} each. */
final class NextHopCodec {
  private static final int FIXED_BYTES = 8;
  private static final int FLAG_ONLINK = 4;

  private NextHopCodec() {}

  /** Writes nothing where there are none. */
  static void encode(NetlinkRequest request, int type, Route route, InterfaceNames names) {
    if (route.nextHops().isEmpty()) {
      return;
    }
    int all = request.begin(type);
    for (NextHop hop : route.nextHops()) {
      String name = hop.interfaceName();
      int start =
          request.beginNextHop(
              hop.onlink() ? FLAG_ONLINK : 0,
              hop.weight() - 1,
              name == null ? 0 : names.index(name).orElseThrow());
      InetAddress gateway = hop.gateway();
      if (gateway != null) {
        RouteCodec.encodeGateway(request, route.destination().family(), gateway);
      }
      request.end(start);
    }
    request.end(all);
  }

  static List<NextHop> decode(byte @Nullable [] bytes, Family family, InterfaceNames names) {
    List<NextHop> hops = new ArrayList<>();
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes == null ? new byte[0] : bytes).order(ByteOrder.nativeOrder());
    int at = 0;
    while (buffer.limit() - at >= FIXED_BYTES) {
      int length = Short.toUnsignedInt(buffer.getShort(at));
      if (length < FIXED_BYTES || length > buffer.limit() - at) {
        throw new CodecException(
            "next hop of %d bytes where %d are left".formatted(length, buffer.limit() - at));
      }
      ByteBuffer hop = buffer.slice(at, length).order(ByteOrder.nativeOrder());
      hops.add(
          new NextHop(
              RouteCodec.gateway(NetlinkAttributes.read(hop, FIXED_BYTES), family),
              names.name(hop.getInt(4)),
              Byte.toUnsignedInt(hop.get(3)) + 1,
              (hop.get(2) & FLAG_ONLINK) != 0));
      at += NetlinkMessage.align(length);
    }
    return hops;
  }
}
