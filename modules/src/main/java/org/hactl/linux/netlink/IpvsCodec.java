package org.hactl.linux.netlink;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceFlag;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.linux.kernel.ipvs.IpvsTunnel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.TransportProtocol;

/** Requests of the generic netlink family {@code IPVS}: {@code linux/ip_vs.h}. */
final class IpvsCodec {
  static final String FAMILY = "IPVS";

  private static final int VERSION = 1;
  private static final int NEW_SERVICE = 1;
  private static final int SET_SERVICE = 2;
  private static final int DEL_SERVICE = 3;
  private static final int GET_SERVICE = 4;
  private static final int NEW_DEST = 5;
  private static final int SET_DEST = 6;
  private static final int DEL_DEST = 7;
  private static final int GET_DEST = 8;
  private static final int SET_CONFIG = 12;
  private static final int GET_CONFIG = 13;
  private static final int GET_INFO = 15;

  private IpvsCodec() {}

  static byte[] info(int familyId) {
    return request(familyId, GET_INFO, NetlinkMessage.F_ACK).toBytes();
  }

  static byte[] timeouts(int familyId) {
    return request(familyId, GET_CONFIG, NetlinkMessage.F_ACK).toBytes();
  }

  /** {@code ip_vs_set_timeout}: a timeout of 0 stays as it is. */
  static byte[] timeouts(int familyId, IpvsTimeouts wanted) {
    return request(familyId, SET_CONFIG, NetlinkMessage.F_ACK)
        .attributeU32(IpvsAttributes.COMMAND_TIMEOUT_TCP, wanted.tcpSeconds())
        .attributeU32(IpvsAttributes.COMMAND_TIMEOUT_TCP_FIN, wanted.tcpFinSeconds())
        .attributeU32(IpvsAttributes.COMMAND_TIMEOUT_UDP, wanted.udpSeconds())
        .toBytes();
  }

  static byte[] listServices(int familyId) {
    return request(familyId, GET_SERVICE, NetlinkMessage.F_DUMP).toBytes();
  }

  static byte[] listDestinations(int familyId, IpvsServiceKey key) {
    NetlinkRequest request = request(familyId, GET_DEST, NetlinkMessage.F_DUMP);
    identify(request, key);
    return request.toBytes();
  }

  static byte[] encode(int familyId, IpvsChange change) {
    return switch (change) {
      case IpvsChange.AddService(IpvsService added) -> service(familyId, NEW_SERVICE, added);
      case IpvsChange.EditService(IpvsService edited) -> service(familyId, SET_SERVICE, edited);
      case IpvsChange.RemoveService(IpvsServiceKey key) -> {
        NetlinkRequest request = request(familyId, DEL_SERVICE, NetlinkMessage.F_ACK);
        identify(request, key);
        yield request.toBytes();
      }
      case IpvsChange.AddDestination(IpvsServiceKey key, IpvsDestination added) ->
          destination(familyId, NEW_DEST, key, added);
      case IpvsChange.EditDestination(IpvsServiceKey key, IpvsDestination edited) ->
          destination(familyId, SET_DEST, key, edited);
      case IpvsChange.RemoveDestination(IpvsServiceKey key, InetAddress address, int port) ->
          removeDestination(familyId, key, address, port);
    };
  }

  private static NetlinkRequest request(int familyId, int command, int flags) {
    return new NetlinkRequest(familyId, flags).u8(command).u8(VERSION).u16(0);
  }

  private static byte[] service(int familyId, int command, IpvsService service) {
    NetlinkRequest request = request(familyId, command, NetlinkMessage.F_ACK);
    int start = request.beginFlagged(IpvsAttributes.COMMAND_SERVICE);
    key(request, service.key());
    request.attributeText(IpvsAttributes.SERVICE_SCHEDULER, service.scheduler());
    if (!service.persistenceEngine().isEmpty()) {
      request.attributeText(IpvsAttributes.SERVICE_PERSISTENCE_ENGINE, service.persistenceEngine());
    }
    int flags = IpvsServiceFlag.bits(service.flags());
    if (service.persistenceSeconds() > 0) {
      flags |= IpvsServiceFlag.PERSISTENT;
    }
    request.attribute(
        IpvsAttributes.SERVICE_FLAGS,
        ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(flags).putInt(-1).array());
    request.attributeU32(IpvsAttributes.SERVICE_TIMEOUT, service.persistenceSeconds());
    netmask(request, service.key().family(), service.persistencePrefix());
    return request.end(start).toBytes();
  }

  /** For IPv4 a mask in network order, for IPv6 the length of a prefix. */
  private static void netmask(NetlinkRequest request, Family family, int prefix) {
    if (family == Family.INET6) {
      request.attributeU32(IpvsAttributes.SERVICE_NETMASK, prefix);
      return;
    }
    int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
    request.attribute(IpvsAttributes.SERVICE_NETMASK, ByteBuffer.allocate(4).putInt(mask).array());
  }

  private static void identify(NetlinkRequest request, IpvsServiceKey key) {
    int start = request.beginFlagged(IpvsAttributes.COMMAND_SERVICE);
    key(request, key);
    request.end(start);
  }

  private static void key(NetlinkRequest request, IpvsServiceKey key) {
    request.attributeU16(IpvsAttributes.SERVICE_FAMILY, key.family().code());
    switch (key) {
      case IpvsServiceKey.Address(TransportProtocol protocol, InetAddress address, int port) -> {
        request.attributeU16(IpvsAttributes.SERVICE_PROTOCOL, protocol.code());
        request.attribute(IpvsAttributes.SERVICE_ADDRESS, padded(address));
        request.attribute(IpvsAttributes.SERVICE_PORT, port(port));
      }
      case IpvsServiceKey.FirewallMark(Family _, int mark) ->
          request.attributeU32(IpvsAttributes.SERVICE_MARK, mark);
    }
  }

  private static byte[] destination(
      int familyId, int command, IpvsServiceKey key, IpvsDestination destination) {
    NetlinkRequest request = request(familyId, command, NetlinkMessage.F_ACK);
    identify(request, key);
    IpvsTunnel tunnel = destination.tunnel();
    int start = request.beginFlagged(IpvsAttributes.COMMAND_DESTINATION);
    endpoint(request, destination.address(), destination.port());
    request
        .attributeU32(IpvsAttributes.DESTINATION_METHOD, destination.method().code())
        .attributeU32(IpvsAttributes.DESTINATION_WEIGHT, destination.weight())
        .attributeU8(IpvsAttributes.DESTINATION_TUNNEL_TYPE, tunnel.type().code())
        .attribute(IpvsAttributes.DESTINATION_TUNNEL_PORT, port(tunnel.port()))
        .attributeU16(IpvsAttributes.DESTINATION_TUNNEL_FLAGS, tunnel.flags())
        .attributeU32(
            IpvsAttributes.DESTINATION_UPPER_THRESHOLD, (int) destination.upperThreshold())
        .attributeU32(
            IpvsAttributes.DESTINATION_LOWER_THRESHOLD, (int) destination.lowerThreshold());
    return request.end(start).toBytes();
  }

  private static byte[] removeDestination(
      int familyId, IpvsServiceKey key, InetAddress address, int port) {
    NetlinkRequest request = request(familyId, DEL_DEST, NetlinkMessage.F_ACK);
    identify(request, key);
    int start = request.beginFlagged(IpvsAttributes.COMMAND_DESTINATION);
    endpoint(request, address, port);
    return request.end(start).toBytes();
  }

  private static void endpoint(NetlinkRequest request, InetAddress address, int port) {
    request
        .attributeU16(IpvsAttributes.DESTINATION_FAMILY, Family.of(address).code())
        .attribute(IpvsAttributes.DESTINATION_ADDRESS, padded(address))
        .attribute(IpvsAttributes.DESTINATION_PORT, port(port));
  }

  /** {@code union nf_inet_addr}: 16 bytes for either family. */
  private static byte[] padded(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? Arrays.copyOf(bytes, 16) : bytes;
  }

  private static byte[] port(int port) {
    return new byte[] {(byte) (port >>> 8), (byte) port};
  }
}
