package org.hactl.linux.net;

import java.util.Map;
import java.util.TreeMap;

/** One-byte numbers with names. */
public final class Numbers {
  private Numbers() {}

  public static void requireByte(String what, int value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException(what + " " + value + " is not between 0 and 255");
    }
  }

  public static int named(String what, String text, Map<Integer, String> names) {
    for (Map.Entry<Integer, String> entry : names.entrySet()) {
      if (entry.getValue().equals(text)) {
        return entry.getKey();
      }
    }
    if (!text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "'%s' is not a %s; use a number from 0 to 255 or one of %s"
            .formatted(text, what, String.join(", ", new TreeMap<>(names).values())));
  }
}
