package org.hactl.health.dns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A question (RFC 1035 section 4.1.2).
 *
 * @param id the answer has the same
 * @param name with or without a dot at its end; {@code .} for the root
 * @param type {@code A}, {@code SOA} …
 */
public record DnsQuery(int id, String name, String type) {
  private static final int RECURSION_DESIRED = 0x0100;
  static final int CLASS_IN = 1;
  private static final int MAX_BYTES = 12 + 255 + 4;

  /**
   * The message.
   *
   * @throws IllegalArgumentException if the name is no domain name, or the type is not known
   */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    out.putShort((short) id).putShort((short) RECURSION_DESIRED);
    out.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    int start = out.position();
    for (String label : labels()) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      if (bytes.length == 0 || bytes.length > 63 || out.position() - start + bytes.length > 253) {
        throw new IllegalArgumentException("not a domain name: " + name);
      }
      out.put((byte) bytes.length).put(bytes);
    }
    out.put((byte) 0).putShort((short) DnsType.valueOf(type).code()).putShort((short) CLASS_IN);
    byte[] message = new byte[out.position()];
    out.flip().get(message);
    return message;
  }

  private String[] labels() {
    String plain = plainName();
    return plain.isEmpty() ? new String[0] : plain.split("\\.", -1);
  }

  /** Without the dot at its end. */
  String plainName() {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
