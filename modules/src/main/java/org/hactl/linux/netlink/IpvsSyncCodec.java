package org.hactl.linux.netlink;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon.Role;
import org.hactl.linux.net.Family;

/**
 * Requests and answers about the threads that synchronize connections: {@code IPVS_CMD_NEW_DAEMON},
 * {@code DEL_DAEMON} and {@code GET_DAEMON} of {@code linux/ip_vs.h}.
 */
final class IpvsSyncCodec {
  private static final int VERSION = 1;
  private static final int NEW_DAEMON = 9;
  private static final int DEL_DAEMON = 10;
  private static final int GET_DAEMON = 11;

  private IpvsSyncCodec() {}

  static byte[] list(int familyId) {
    return request(familyId, GET_DAEMON, NetlinkMessage.F_DUMP).toBytes();
  }

  static byte[] start(int familyId, IpvsSyncDaemon daemon) {
    NetlinkRequest request = request(familyId, NEW_DAEMON, NetlinkMessage.F_ACK);
    int start = request.beginFlagged(IpvsAttributes.COMMAND_DAEMON);
    request
        .attributeU32(IpvsAttributes.DAEMON_STATE, daemon.role().code())
        .attributeText(IpvsAttributes.DAEMON_INTERFACE, daemon.interfaceName())
        .attributeU32(IpvsAttributes.DAEMON_SYNC_ID, daemon.id())
        .attribute(
            daemon.group() instanceof Inet6Address
                ? IpvsAttributes.DAEMON_GROUP6
                : IpvsAttributes.DAEMON_GROUP,
            daemon.group())
        .attributeU16(IpvsAttributes.DAEMON_PORT, daemon.port())
        .attributeU8(IpvsAttributes.DAEMON_TTL, daemon.ttl());
    if (daemon.maxLength() > 0) {
      request.attributeU16(IpvsAttributes.DAEMON_MAX_LENGTH, daemon.maxLength());
    }
    return request.end(start).toBytes();
  }

  static byte[] stop(int familyId, Role role) {
    NetlinkRequest request = request(familyId, DEL_DAEMON, NetlinkMessage.F_ACK);
    int start = request.beginFlagged(IpvsAttributes.COMMAND_DAEMON);
    request.attributeU32(IpvsAttributes.DAEMON_STATE, role.code());
    return request.end(start).toBytes();
  }

  /** Kernels before 4.3 give no group, port, ttl and length: they have the defaults. */
  static IpvsSyncDaemon daemon(NetlinkMessage message) {
    NetlinkAttributes daemon =
        NetlinkAttributes.read(message.payload(), IpvsDecoder.FIXED_BYTES)
            .nested(IpvsAttributes.COMMAND_DAEMON)
            .orElseThrow(() -> new CodecException("IPVS answer without a sync daemon"));
    return new IpvsSyncDaemon(
        role(daemon.s32(IpvsAttributes.DAEMON_STATE, 0)),
        daemon.text(IpvsAttributes.DAEMON_INTERFACE, ""),
        daemon.s32(IpvsAttributes.DAEMON_SYNC_ID, 0),
        group(daemon),
        daemon.u16(IpvsAttributes.DAEMON_PORT, IpvsSyncDaemon.DEFAULT_PORT),
        daemon.u8(IpvsAttributes.DAEMON_TTL, IpvsSyncDaemon.DEFAULT_TTL),
        daemon.u16(IpvsAttributes.DAEMON_MAX_LENGTH, 0));
  }

  private static Role role(int code) {
    for (Role role : Role.values()) {
      if (role.code() == code) {
        return role;
      }
    }
    throw new CodecException("IPVS sync daemon of state " + code);
  }

  private static InetAddress group(NetlinkAttributes daemon) {
    InetAddress group6 = daemon.address(IpvsAttributes.DAEMON_GROUP6, Family.INET6);
    InetAddress group =
        group6 != null ? group6 : daemon.address(IpvsAttributes.DAEMON_GROUP, Family.INET);
    return group == null ? IpvsSyncDaemon.DEFAULT_GROUP : group;
  }

  private static NetlinkRequest request(int familyId, int command, int flags) {
    return new NetlinkRequest(familyId, flags).u8(command).u8(VERSION).u16(0);
  }
}
