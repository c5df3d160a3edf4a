package org.hactl.linux.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts for the C library: UTF-8 whatever the locale is, and a zero at the end. */
final class CString {
  private CString() {}

  /** A single name in a folder. */
  static byte[] ofName(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a single name: " + name);
    }
    return of(name);
  }

  static byte[] of(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name has no zero byte");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }
}
