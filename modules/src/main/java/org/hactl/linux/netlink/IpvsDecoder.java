package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.ipvs.IpvsCounters;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceFlag;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.linux.kernel.ipvs.IpvsTunnel;
import org.hactl.linux.kernel.ipvs.IpvsVersion;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.TransportProtocol;

/** Answers of the generic netlink family {@code IPVS}: {@code linux/ip_vs.h}. */
final class IpvsDecoder {
  /** {@code struct genlmsghdr}. */
  static final int FIXED_BYTES = 4;

  private IpvsDecoder() {}

  static IpvsVersion version(NetlinkMessage message) {
    NetlinkAttributes info = NetlinkAttributes.read(message.payload(), FIXED_BYTES);
    int version = info.s32(IpvsAttributes.INFO_VERSION, 0);
    return new IpvsVersion(
        version >>> 16 & 0xff,
        version >>> 8 & 0xff,
        version & 0xff,
        info.s32(IpvsAttributes.INFO_TABLE_SIZE, 0));
  }

  static IpvsTimeouts timeouts(NetlinkMessage message) {
    NetlinkAttributes config = NetlinkAttributes.read(message.payload(), FIXED_BYTES);
    return new IpvsTimeouts(
        config.s32(IpvsAttributes.COMMAND_TIMEOUT_TCP, 0),
        config.s32(IpvsAttributes.COMMAND_TIMEOUT_TCP_FIN, 0),
        config.s32(IpvsAttributes.COMMAND_TIMEOUT_UDP, 0));
  }

  static IpvsService service(NetlinkMessage message) {
    NetlinkAttributes service = nested(message, IpvsAttributes.COMMAND_SERVICE);
    Family family = family(service, IpvsAttributes.SERVICE_FAMILY);
    byte[] flags = service.bytes(IpvsAttributes.SERVICE_FLAGS);
    if (flags == null || flags.length < 4) {
      throw new CodecException("IPVS service without flags");
    }
    int bits = ByteBuffer.wrap(flags).order(ByteOrder.nativeOrder()).getInt(0);
    int timeout = service.s32(IpvsAttributes.SERVICE_TIMEOUT, 0);
    if (timeout < 0) {
      throw new CodecException("IPVS persistence of " + Integer.toUnsignedString(timeout) + " s");
    }
    boolean persistent = (bits & IpvsServiceFlag.PERSISTENT) != 0;
    return new IpvsService(
        key(service, family),
        service.text(IpvsAttributes.SERVICE_SCHEDULER, ""),
        IpvsServiceFlag.of(bits),
        persistent ? timeout : 0,
        persistencePrefix(service, family),
        service.text(IpvsAttributes.SERVICE_PERSISTENCE_ENGINE, ""));
  }

  static IpvsCounters serviceCounters(NetlinkMessage message) {
    return counters(
        nested(message, IpvsAttributes.COMMAND_SERVICE),
        IpvsAttributes.SERVICE_STATS64,
        IpvsAttributes.SERVICE_STATS);
  }

  /** Reads a destination of a service; {@code serviceFamily} is the service's family. */
  static IpvsDestination destination(NetlinkMessage message, Family serviceFamily) {
    NetlinkAttributes destination = nested(message, IpvsAttributes.COMMAND_DESTINATION);
    int weight = destination.s32(IpvsAttributes.DESTINATION_WEIGHT, 0);
    if (weight < 0) {
      throw new CodecException("IPVS weight " + weight);
    }
    return new IpvsDestination(
        address(destination, serviceFamily),
        destination.networkU16(IpvsAttributes.DESTINATION_PORT, 0),
        IpvsForwardMethod.of(destination.s32(IpvsAttributes.DESTINATION_METHOD, 0)),
        weight,
        destination.u32(IpvsAttributes.DESTINATION_UPPER_THRESHOLD, 0),
        destination.u32(IpvsAttributes.DESTINATION_LOWER_THRESHOLD, 0),
        tunnel(destination));
  }

  /** Kernels before 5.3 know IP in IP only, and tell nothing. */
  private static IpvsTunnel tunnel(NetlinkAttributes destination) {
    byte[] type = destination.bytes(IpvsAttributes.DESTINATION_TUNNEL_TYPE);
    return new IpvsTunnel(
        IpvsTunnel.Type.of(type == null || type.length == 0 ? 0 : type[0]),
        destination.networkU16(IpvsAttributes.DESTINATION_TUNNEL_PORT, 0),
        destination.u16(IpvsAttributes.DESTINATION_TUNNEL_FLAGS, 0));
  }

  static IpvsStatistics.OfDestination destinationCounters(
      NetlinkMessage message, Family serviceFamily) {
    NetlinkAttributes destination = nested(message, IpvsAttributes.COMMAND_DESTINATION);
    return new IpvsStatistics.OfDestination(
        address(destination, serviceFamily),
        destination.networkU16(IpvsAttributes.DESTINATION_PORT, 0),
        destination.s32(IpvsAttributes.DESTINATION_WEIGHT, 0),
        destination.u32(IpvsAttributes.DESTINATION_ACTIVE, 0),
        destination.u32(IpvsAttributes.DESTINATION_INACTIVE, 0),
        destination.u32(IpvsAttributes.DESTINATION_PERSISTENT, 0),
        counters(
            destination, IpvsAttributes.DESTINATION_STATS64, IpvsAttributes.DESTINATION_STATS));
  }

  private static NetlinkAttributes nested(NetlinkMessage message, int type) {
    return NetlinkAttributes.read(message.payload(), FIXED_BYTES)
        .nested(type)
        .orElseThrow(() -> new CodecException("IPVS answer without attribute " + type));
  }

  private static IpvsServiceKey key(NetlinkAttributes service, Family family) {
    int mark = service.s32(IpvsAttributes.SERVICE_MARK, 0);
    if (mark < 0) {
      throw new CodecException("firewall mark " + Integer.toUnsignedString(mark));
    }
    if (mark != 0) {
      return new IpvsServiceKey.FirewallMark(family, mark);
    }
    InetAddress address = service.address(IpvsAttributes.SERVICE_ADDRESS, family);
    if (address == null) {
      throw new CodecException("IPVS service without an address");
    }
    return new IpvsServiceKey.Address(
        protocol(service.u16(IpvsAttributes.SERVICE_PROTOCOL, 0)),
        address,
        service.networkU16(IpvsAttributes.SERVICE_PORT, 0));
  }

  private static TransportProtocol protocol(int code) {
    return TransportProtocol.of(code)
        .orElseThrow(
            () -> new CodecException("IPVS service of IP protocol " + code + ", which is unknown"));
  }

  private static int persistencePrefix(NetlinkAttributes service, Family family) {
    byte[] mask = service.bytes(IpvsAttributes.SERVICE_NETMASK);
    if (mask == null) {
      return family.addressBits();
    }
    if (mask.length < 4) {
      throw new CodecException("IPVS netmask of " + mask.length + " bytes");
    }
    int prefix =
        family == Family.INET6
            ? service.s32(IpvsAttributes.SERVICE_NETMASK, 128)
            : Integer.numberOfLeadingZeros(~ByteBuffer.wrap(mask).getInt(0));
    if (prefix < 0 || prefix > family.addressBits()) {
      throw new CodecException("IPVS netmask " + Arrays.toString(mask));
    }
    return prefix;
  }

  private static InetAddress address(NetlinkAttributes destination, Family serviceFamily) {
    Family family =
        destination.has(IpvsAttributes.DESTINATION_FAMILY)
            ? family(destination, IpvsAttributes.DESTINATION_FAMILY)
            : serviceFamily;
    InetAddress address = destination.address(IpvsAttributes.DESTINATION_ADDRESS, family);
    if (address == null) {
      throw new CodecException("IPVS destination without an address");
    }
    return address;
  }

  private static Family family(NetlinkAttributes attributes, int type) {
    int code = attributes.u16(type, 0);
    return Codecs.family(code)
        .orElseThrow(() -> new CodecException("IPVS answer of address family " + code));
  }

  /**
   * Reads counters. Kernels since 4.1 send all of them with 64 bits, older kernels only the bytes.
   */
  private static IpvsCounters counters(NetlinkAttributes owner, int wide, int narrow) {
    NetlinkAttributes stats64 = owner.nested(wide).orElse(null);
    NetlinkAttributes stats = owner.nested(narrow).orElse(null);
    long[] values = new long[IpvsAttributes.STATS_LAST + 1];
    for (int type = IpvsAttributes.STATS_FIRST; type <= IpvsAttributes.STATS_LAST; type++) {
      if (stats64 != null) {
        values[type] = stats64.s64(type, 0);
      } else if (stats != null) {
        values[type] = type == 4 || type == 5 ? stats.s64(type, 0) : stats.u32(type, 0);
      }
    }
    return new IpvsCounters(traffic(values, 1), traffic(values, 6));
  }

  private static IpvsCounters.Traffic traffic(long[] values, int first) {
    return new IpvsCounters.Traffic(
        values[first], values[first + 1], values[first + 2], values[first + 3], values[first + 4]);
  }
}
