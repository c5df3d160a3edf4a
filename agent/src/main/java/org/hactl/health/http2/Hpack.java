package org.hactl.health.http2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hactl.health.wire.MalformedAnswer;

/**
 * Header blocks of one connection: RFC 7541. Blocks that come are decoded with the table of their
 * connection, those that are sent need none.
 */
final class Hpack {
  /** RFC 9113 section 6.5.2: SETTINGS_HEADER_TABLE_SIZE, unless one says otherwise. */
  static final int TABLE_BYTES = 4096;

  private static final int MAX_FIELDS_BYTES = 64 * 1024;
  private static final int MAX_INTEGER = 1 << 20;

  private final FieldTable table;

  Hpack(int tableBytes) {
    table = new FieldTable(tableBytes);
  }

  List<HeaderField> decode(byte[] block) throws MalformedAnswer {
    ByteBuffer in = ByteBuffer.wrap(block);
    List<HeaderField> fields = new ArrayList<>();
    int bytes = 0;
    while (in.hasRemaining()) {
      int first = in.get() & 0xff;
      if (first >> 5 == 1) {
        table.resize(integer(first, 5, in));
      } else {
        HeaderField field = field(first, in);
        bytes += field.size();
        if (bytes > MAX_FIELDS_BYTES) {
          throw new MalformedAnswer("headers of more than " + MAX_FIELDS_BYTES + " bytes");
        }
        fields.add(field);
      }
    }
    return fields;
  }

  /** RFC 7541 section 6. */
  private HeaderField field(int first, ByteBuffer in) throws MalformedAnswer {
    if (first >> 7 == 1) {
      return table.get(integer(first, 7, in));
    }
    boolean keeps = first >> 6 == 1;
    int number = integer(first, keeps ? 6 : 4, in);
    String name = number == 0 ? text(in) : table.get(number).name();
    HeaderField field = new HeaderField(name, text(in));
    if (keeps) {
      table.add(field);
    }
    return field;
  }

  /**
   * RFC 7541 section 5.1.
   *
   * @param prefix how many bits of the first byte belong to it
   */
  private static int integer(int first, int prefix, ByteBuffer in) throws MalformedAnswer {
    int mask = (1 << prefix) - 1;
    int value = first & mask;
    if (value < mask) {
      return value;
    }
    for (int shift = 0; ; shift += 7) {
      int next = next(in);
      value += (next & 0x7f) << shift;
      if (value > MAX_INTEGER || shift > 14 && next >= 0x80) {
        throw new MalformedAnswer("a header with too great a number");
      }
      if (next < 0x80) {
        return value;
      }
    }
  }

  /** RFC 7541 section 5.2. */
  private static String text(ByteBuffer in) throws MalformedAnswer {
    int first = next(in);
    int length = integer(first, 7, in);
    if (length > in.remaining()) {
      throw cut();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return first >> 7 == 1 ? Huffman.decode(bytes) : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int next(ByteBuffer in) throws MalformedAnswer {
    if (!in.hasRemaining()) {
      throw cut();
    }
    return in.get() & 0xff;
  }

  private static MalformedAnswer cut() {
    return new MalformedAnswer("a header that is cut off");
  }

  /** Writes each field with its name and value, and lets the other side keep none. */
  static byte[] encode(List<HeaderField> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (HeaderField field : fields) {
      out.write(0);
      write(out, HeaderField.bytes(field.name()));
      write(out, HeaderField.bytes(field.value()));
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, byte[] text) {
    int length = text.length;
    if (length < 0x7f) {
      out.write(length);
    } else {
      out.write(0x7f);
      for (length -= 0x7f; length >= 0x80; length >>= 7) {
        out.write(length & 0x7f | 0x80);
      }
      out.write(length);
    }
    out.writeBytes(text);
  }
}
