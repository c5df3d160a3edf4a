package org.hactl.health.http2;

import java.nio.charset.StandardCharsets;

/**
 * A header field, or a pseudo-header field such as {@code :status}.
 *
 * @param name in lower case
 */
public record HeaderField(String name, String value) {
  /** RFC 7541 section 4.1. */
  private static final int OVERHEAD_BYTES = 32;

  int size() {
    return bytes(name).length + bytes(value).length + OVERHEAD_BYTES;
  }

  /** Each byte of a field is a letter here. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
