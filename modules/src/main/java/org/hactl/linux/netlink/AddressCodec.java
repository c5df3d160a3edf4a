package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.jspecify.annotations.Nullable;

/** {@code RTM_*ADDR} messages of rtnetlink(7). */
final class AddressCodec {
  static final int NEW = 20;
  static final int DELETE = 21;
  private static final int GET = 22;

  private static final int FIXED_BYTES = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_LABEL = 3;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_PROTO = 11;
  private static final int FOREVER = -1;

  private AddressCodec() {}

  static byte[] list(Family family) {
    return list(family, 0);
  }

  /**
   * A request for the addresses of one interface. A socket that is not strict answers with the
   * addresses of all interfaces.
   */
  static byte[] list(Family family, int index) {
    return new NetlinkRequest(GET, NetlinkMessage.F_DUMP)
        .u8(family.code())
        .u8(0)
        .u8(0)
        .u8(0)
        .u32(index)
        .toBytes();
  }

  static byte[] encode(AddressChange change, int index) {
    return switch (change) {
      case AddressChange.Add(InterfaceAddress address) ->
          add(address, index, NetlinkMessage.F_CREATE | NetlinkMessage.F_EXCL);
      case AddressChange.Replace(InterfaceAddress address) ->
          add(address, index, NetlinkMessage.F_CREATE | NetlinkMessage.F_REPLACE);
      case AddressChange.Remove(String _, InetPrefix prefix, InetAddress peer) ->
          remove(prefix, peer, index);
    };
  }

  private static byte[] add(InterfaceAddress wanted, int index, int mode) {
    InetPrefix prefix = wanted.prefix();
    int flags =
        AddressFlag.bits(wanted.flags()) & ~AddressFlag.bits(Set.of(AddressFlag.DEPRECATED));
    boolean wide = flags > 0xff;
    NetlinkRequest request =
        new NetlinkRequest(NEW, NetlinkMessage.F_ACK | mode)
            .u8(prefix.family().code())
            .u8(prefix.length())
            .u8(wide ? 0 : flags)
            .u8(wanted.scope().value())
            .u32(index)
            .attribute(IFA_LOCAL, prefix.address());
    if (wide) {
      request.attributeU32(IFA_FLAGS, flags);
    }
    if (!wanted.label().isEmpty()) {
      request.attributeText(IFA_LABEL, wanted.label());
    }
    if (wanted.protocol() != 0) {
      request.attributeU8(IFA_PROTO, wanted.protocol());
    }
    if (wanted.broadcast() != null) {
      request.attribute(IFA_BROADCAST, wanted.broadcast());
    }
    request.attribute(IFA_ADDRESS, wanted.peer() == null ? prefix.address() : wanted.peer());
    // IFA_F_DEPRECATED cannot be set: the kernel sets it for a preferred lifetime of 0.
    boolean deprecated = wanted.flags().contains(AddressFlag.DEPRECATED);
    Long seconds = deprecated ? Long.valueOf(0) : wanted.preferredSeconds();
    if (seconds != null) {
      request.attribute(IFA_CACHEINFO, lifetimes(Math.toIntExact(seconds)));
    }
    return request.toBytes();
  }

  /** The attribute with a preferred lifetime; the address is valid for ever. */
  private static byte[] lifetimes(int preferredSeconds) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putInt(preferredSeconds)
        .putInt(FOREVER)
        .array();
  }

  private static byte[] remove(InetPrefix prefix, @Nullable InetAddress peer, int index) {
    return new NetlinkRequest(DELETE, NetlinkMessage.F_ACK)
        .u8(prefix.family().code())
        .u8(prefix.length())
        .u8(0)
        .u8(0)
        .u32(index)
        .attribute(IFA_LOCAL, prefix.address())
        .attribute(IFA_ADDRESS, peer == null ? prefix.address() : peer)
        .toBytes();
  }

  /** Reads an address; empty for a family other than IPv4 and IPv6. */
  static Optional<InterfaceAddress> decode(NetlinkMessage message, InterfaceNames names) {
    ByteBuffer payload = message.payload();
    NetlinkAttributes attributes = NetlinkAttributes.read(payload, FIXED_BYTES);
    Optional<Family> known = Codecs.family(payload.get(0));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Family family = known.get();
    // On a point-to-point link IFA_ADDRESS is the other end; elsewhere both are the same, and IPv6
    // often leaves IFA_LOCAL out.
    InetAddress local = attributes.address(IFA_LOCAL, family);
    InetAddress other = attributes.address(IFA_ADDRESS, family);
    InetAddress address = local != null ? local : other;
    if (address == null) {
      throw new CodecException("address message without an address");
    }
    int flags = attributes.s32(IFA_FLAGS, Byte.toUnsignedInt(payload.get(2)));
    return Optional.of(
        InterfaceAddress.of(
                names.name(payload.getInt(4)),
                Codecs.prefix(address, Byte.toUnsignedInt(payload.get(1))))
            .toBuilder()
            .scope(new Scope(Byte.toUnsignedInt(payload.get(3))))
            .label(attributes.text(IFA_LABEL, ""))
            .flags(AddressFlag.of(flags))
            .protocol(attributes.u8(IFA_PROTO, 0))
            .peer(address.equals(other) ? null : other)
            .broadcast(attributes.address(IFA_BROADCAST, family))
            .build());
  }
}
