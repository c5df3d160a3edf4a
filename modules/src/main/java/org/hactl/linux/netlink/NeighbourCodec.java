package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.MacAddress;

/** {@code RTM_*NEIGH} messages of rtnetlink(7), with {@code struct ndmsg}. */
final class NeighbourCodec {
  private static final int DELETE = 29;
  private static final int GET = 30;
  private static final int FIXED_BYTES = 12;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;

  /** {@code NUD_INCOMPLETE} to {@code NUD_FAILED}: neither permanent nor without ARP. */
  private static final int LEARNED = 0x3f;

  private NeighbourCodec() {}

  static byte[] list(Family family) {
    return fixed(GET, NetlinkMessage.F_DUMP, family, 0).toBytes();
  }

  static byte[] delete(InetAddress address, int index) {
    return fixed(DELETE, NetlinkMessage.F_ACK, Family.of(address), index)
        .attribute(NDA_DST, address)
        .toBytes();
  }

  private static NetlinkRequest fixed(int type, int flags, Family family, int index) {
    return new NetlinkRequest(type, flags)
        .u8(family.code())
        .u8(0)
        .u16(0)
        .u32(index)
        .u16(0)
        .u8(0)
        .u8(0);
  }

  /** Whether the message is about that address, as the kernel has learned it. */
  static boolean isLearned(NetlinkMessage message, InetAddress address) {
    ByteBuffer payload = message.payload();
    int state = Short.toUnsignedInt(payload.getShort(8));
    return (state & LEARNED) != 0
        && Codecs.family(payload.get(0)).filter(Family.of(address)::equals).isPresent()
        && address.equals(
            NetlinkAttributes.read(payload, FIXED_BYTES).address(NDA_DST, Family.of(address)));
  }

  /** Empty while the kernel still asks, or if none has answered. */
  static Optional<MacAddress> hardwareAddress(NetlinkMessage message) {
    byte[] bytes = NetlinkAttributes.read(message.payload(), FIXED_BYTES).bytes(NDA_LLADDR);
    return bytes == null || bytes.length != MacAddress.BYTES
        ? Optional.empty()
        : Optional.of(MacAddress.of(bytes));
  }

  static int index(NetlinkMessage message) {
    return message.payload().getInt(4);
  }
}
