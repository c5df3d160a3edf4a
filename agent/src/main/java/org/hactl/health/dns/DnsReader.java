package org.hactl.health.dns;

import java.nio.ByteBuffer;

/** Reads the parts of a message, within its bounds. */
final class DnsReader {
  private static final int POINTER = 0xc0;
  private static final int MAX_NAME = 255;

  private final ByteBuffer in;

  DnsReader(byte[] message) {
    in = ByteBuffer.wrap(message);
  }

  int position() {
    return in.position();
  }

  void position(int position) throws DnsException {
    if (position > in.limit()) {
      throw new DnsException("it ends too early");
    }
    in.position(position);
  }

  int byte8() throws DnsException {
    need(1);
    return in.get() & 0xff;
  }

  int short16() throws DnsException {
    need(2);
    return in.getShort() & 0xffff;
  }

  long int32() throws DnsException {
    need(4);
    return in.getInt() & 0xffff_ffffL;
  }

  byte[] bytes(int count) throws DnsException {
    need(count);
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private void need(int count) throws DnsException {
    if (count < 0 || in.remaining() < count) {
      throw new DnsException("it ends too early");
    }
  }

  /**
   * A name with a dot at its end (RFC 1035 section 4.1.4). A pointer leads only backwards, so that
   * no chain of them has a circle.
   */
  String name() throws DnsException {
    StringBuilder name = new StringBuilder();
    int after = -1;
    int before = in.position();
    while (true) {
      int length = byte8();
      if (length >= POINTER) {
        int to = (length - POINTER) << 8 | byte8();
        after = after < 0 ? in.position() : after;
        if (to >= before) {
          throw new DnsException("a name leads to itself");
        }
        before = to;
        in.position(to);
      } else if (length > 63) {
        throw new DnsException("a label has an unknown form");
      } else if (length == 0) {
        break;
      } else {
        label(bytes(length), name);
      }
    }
    if (after >= 0) {
      in.position(after);
    }
    return name.isEmpty() ? "." : name.toString();
  }

  private static void label(byte[] label, StringBuilder name) throws DnsException {
    for (byte each : label) {
      name.append(each > 0x20 && each < 0x7f ? (char) each : '?');
    }
    name.append('.');
    if (name.length() > MAX_NAME) {
      throw new DnsException("a name has more than " + MAX_NAME + " bytes");
    }
  }
}
