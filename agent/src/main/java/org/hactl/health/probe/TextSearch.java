package org.hactl.health.probe;

import java.nio.charset.StandardCharsets;

/** Looks for bytes in a stream that comes in pieces, and keeps all that has come. */
final class TextSearch {
  // One letter a byte.
  private final StringBuilder seen = new StringBuilder();
  private final String wanted;
  private boolean found;

  /**
   * @param wanted found at once if it is empty
   */
  TextSearch(byte[] wanted) {
    this.wanted = new String(wanted, StandardCharsets.ISO_8859_1);
    this.found = wanted.length == 0;
  }

  /** Takes the next bytes; returns whether what is wanted has been found, now or before. */
  boolean foundIn(byte[] some) {
    int from = Math.max(0, seen.length() - wanted.length() + 1);
    seen.append(new String(some, StandardCharsets.ISO_8859_1));
    found = found || seen.indexOf(wanted, from) >= 0;
    return found;
  }

  boolean found() {
    return found;
  }

  /** How many bytes have come. */
  int size() {
    return seen.length();
  }

  byte[] bytes() {
    return seen.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
