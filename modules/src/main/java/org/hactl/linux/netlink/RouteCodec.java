package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.jspecify.annotations.Nullable;

/** {@code RTM_*ROUTE} messages of rtnetlink(7). */
final class RouteCodec {
  static final int NEW = 24;
  static final int DELETE = 25;
  private static final int GET = 26;

  private static final int FIXED_BYTES = 12;
  private static final int FLAG_CLONED = 0x200;
  private static final int FLAG_ONLINK = 4;
  private static final int RTAX_MTU = 2;
  private static final int RTAX_ADVMSS = 8;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;

  private RouteCodec() {}

  static byte[] list(Family family) {
    return new NetlinkRequest(GET, NetlinkMessage.F_DUMP)
        .u8(family.code())
        .u8(0)
        .u8(0)
        .u8(0)
        .u32(0)
        .u32(0)
        .toBytes();
  }

  /** {@code names} must contain every interface that the route names. */
  static byte[] encode(RouteChange change, InterfaceNames names) {
    return switch (change) {
      case RouteChange.Add(Route route) ->
          encode(route, names, NEW, NetlinkMessage.F_CREATE | NetlinkMessage.F_EXCL);
      case RouteChange.Replace(Route route) ->
          encode(route, names, NEW, NetlinkMessage.F_CREATE | NetlinkMessage.F_REPLACE);
      case RouteChange.Remove(Route route) -> encode(route, names, DELETE, 0);
    };
  }

  private static byte[] encode(Route route, InterfaceNames names, int type, int mode) {
    InetPrefix destination = route.destination();
    boolean wideTable = route.table() > 255;
    NetlinkRequest request =
        new NetlinkRequest(type, NetlinkMessage.F_ACK | mode)
            .u8(destination.family().code())
            .u8(destination.length())
            .u8(0)
            .u8(0)
            .u8(wideTable ? 0 : route.table())
            .u8(route.protocol().value())
            .u8(route.scope().value())
            .u8(route.type().code())
            .u32(route.onlink() ? FLAG_ONLINK : 0);
    if (destination.length() > 0) {
      request.attribute(RTA_DST, destination.address());
    }
    InetAddress gateway = route.gateway();
    if (gateway != null) {
      encodeGateway(request, destination.family(), gateway);
    }
    if (route.source() != null) {
      request.attribute(RTA_PREFSRC, route.source());
    }
    if (route.metric() != 0) {
      request.attributeU32(RTA_PRIORITY, (int) route.metric());
    }
    if (wideTable) {
      request.attributeU32(RTA_TABLE, route.table());
    }
    if (route.interfaceName() != null) {
      request.attributeU32(RTA_OIF, names.index(route.interfaceName()).orElseThrow());
    }
    encodeMetrics(request, route);
    NextHopCodec.encode(request, RTA_MULTIPATH, route, names);
    return request.toBytes();
  }

  private static void encodeMetrics(NetlinkRequest request, Route route) {
    if (route.mtu() == 0 && route.advmss() == 0) {
      return;
    }
    int metrics = request.begin(RTA_METRICS);
    if (route.mtu() != 0) {
      request.attributeU32(RTAX_MTU, route.mtu());
    }
    if (route.advmss() != 0) {
      request.attributeU32(RTAX_ADVMSS, route.advmss());
    }
    request.end(metrics);
  }

  static void encodeGateway(NetlinkRequest request, Family family, InetAddress gateway) {
    if (Family.of(gateway) == family) {
      request.attribute(RTA_GATEWAY, gateway);
      return;
    }
    byte[] address = gateway.getAddress();
    ByteBuffer via = ByteBuffer.allocate(2 + address.length).order(ByteOrder.nativeOrder());
    request.attribute(
        RTA_VIA, via.putShort((short) Family.of(gateway).code()).put(address).array());
  }

  /** Reads a route; empty for another family and for a clone in the kernel's cache. */
  static Optional<Route> decode(NetlinkMessage message, InterfaceNames names) {
    ByteBuffer payload = message.payload();
    NetlinkAttributes attributes = NetlinkAttributes.read(payload, FIXED_BYTES);
    Optional<Family> known = Codecs.family(payload.get(0));
    if (known.isEmpty() || (payload.getInt(8) & FLAG_CLONED) != 0) {
      return Optional.empty();
    }
    Family family = known.get();
    InetAddress destination = attributes.address(RTA_DST, family);
    int length = Byte.toUnsignedInt(payload.get(1));
    InetPrefix prefix =
        destination == null ? InetPrefix.any(family) : Codecs.prefix(destination, length).network();
    int index = attributes.s32(RTA_OIF, 0);
    Optional<NetlinkAttributes> metrics = attributes.nested(RTA_METRICS);
    return Optional.of(
        Route.builder(prefix)
            .table(attributes.s32(RTA_TABLE, Byte.toUnsignedInt(payload.get(4))))
            .gateway(gateway(attributes, family))
            .interfaceName(index == 0 ? null : names.name(index))
            .source(attributes.address(RTA_PREFSRC, family))
            .metric(attributes.u32(RTA_PRIORITY, 0))
            .scope(new Scope(Byte.toUnsignedInt(payload.get(6))))
            .protocol(new RouteProtocol(Byte.toUnsignedInt(payload.get(5))))
            .type(RouteType.of(Byte.toUnsignedInt(payload.get(7))))
            .onlink((payload.getInt(8) & FLAG_ONLINK) != 0)
            .mtu(metrics.map(each -> each.s32(RTAX_MTU, 0)).orElse(0))
            .advmss(metrics.map(each -> each.s32(RTAX_ADVMSS, 0)).orElse(0))
            .nextHops(NextHopCodec.decode(attributes.bytes(RTA_MULTIPATH), family, names))
            .build());
  }

  static @Nullable InetAddress gateway(NetlinkAttributes attributes, Family family) {
    byte[] via = attributes.bytes(RTA_VIA);
    if (via == null) {
      return attributes.address(RTA_GATEWAY, family);
    }
    if (via.length != 6 && via.length != 18) {
      throw new CodecException("gateway of " + via.length + " bytes");
    }
    return InetAddresses.of(Arrays.copyOfRange(via, 2, via.length));
  }
}
