package org.hactl.cli.rehearsal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the data types of SSH (RFC 4251, section 5). */
final class SshReader {
  private final ByteBuffer bytes;

  SshReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int u8() {
    return Byte.toUnsignedInt(bytes.get());
  }

  boolean bool() {
    return u8() != 0;
  }

  int u32() {
    return bytes.getInt();
  }

  byte[] string() {
    byte[] value = new byte[u32()];
    bytes.get(value);
    return value;
  }

  String text() {
    return new String(string(), StandardCharsets.UTF_8);
  }
}
