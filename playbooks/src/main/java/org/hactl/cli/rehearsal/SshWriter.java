package org.hactl.cli.rehearsal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the data types of SSH (RFC 4251, section 5). */
final class SshWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  SshWriter u8(int value) {
    bytes.write(value);
    return this;
  }

  SshWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  SshWriter u32(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  SshWriter string(byte[] value) {
    return u32(value.length).raw(value);
  }

  SshWriter text(String value) {
    return string(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A number that is not negative, from its bytes, the highest first. */
  SshWriter mpint(byte[] magnitude) {
    return string(new BigInteger(1, magnitude).toByteArray());
  }

  SshWriter raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
