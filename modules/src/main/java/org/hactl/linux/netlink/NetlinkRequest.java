package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds one netlink request: header, fixed part, attributes. The sender fills in the sequence. */
final class NetlinkRequest {
  private static final int NESTED = 0x8000;

  private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

  NetlinkRequest(int type, int flags) {
    u32(0).u16(type).u16(NetlinkMessage.F_REQUEST | flags).u32(0).u32(0);
  }

  NetlinkRequest u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  NetlinkRequest u16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  NetlinkRequest u32(int value) {
    room(4).putInt(value);
    return this;
  }

  NetlinkRequest attribute(int type, byte[] value) {
    u16(4 + value.length).u16(type);
    room(NetlinkMessage.align(value.length)).put(value);
    pad();
    return this;
  }

  NetlinkRequest attribute(int type, InetAddress address) {
    return attribute(type, address.getAddress());
  }

  NetlinkRequest attributeU8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  NetlinkRequest attributeU16(int type, int value) {
    return attribute(type, bytes(2).putShort((short) value).array());
  }

  NetlinkRequest attributeU32(int type, int value) {
    return attribute(type, bytes(4).putInt(value).array());
  }

  /** A text with a zero byte at its end. */
  NetlinkRequest attributeText(int type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return attribute(type, Arrays.copyOf(bytes, bytes.length + 1));
  }

  /** Opens an attribute that contains attributes; {@link #end} closes it. */
  int begin(int type) {
    int start = buffer.position();
    u16(0).u16(type);
    return start;
  }

  /** Opens a {@code struct rtnexthop}, which begins with its length; {@link #end} closes it. */
  int beginNextHop(int flags, int hops, int index) {
    int start = buffer.position();
    u16(0).u8(flags).u8(hops).u32(index);
    return start;
  }

  /** Like {@link #begin}, with the flag NLA_F_NESTED, which newer families of netlink require. */
  int beginFlagged(int type) {
    return begin(type | NESTED);
  }

  NetlinkRequest end(int start) {
    buffer.putShort(start, (short) (buffer.position() - start));
    return this;
  }

  byte[] toBytes() {
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(0, bytes.length);
    return bytes;
  }

  private static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }

  private void pad() {
    while (buffer.position() % 4 != 0) {
      u8(0);
    }
  }

  private ByteBuffer room(int length) {
    if (buffer.remaining() < length) {
      ByteBuffer larger =
          ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + length))
              .order(ByteOrder.nativeOrder());
      larger.put(buffer.flip());
      buffer = larger;
    }
    return buffer;
  }
}
