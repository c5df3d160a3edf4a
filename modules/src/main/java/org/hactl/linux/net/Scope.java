package org.hactl.linux.net;

import java.util.Map;

/** How far an address or a route is valid: {@code rt_scope_t}, by iproute2's names or a number. */
public record Scope(int value) {
  public static final Scope GLOBAL = new Scope(0);
  public static final Scope LINK = new Scope(253);
  public static final Scope HOST = new Scope(254);
  public static final Scope NOWHERE = new Scope(255);

  private static final Map<Integer, String> NAMES =
      Map.of(0, "global", 200, "site", 253, "link", 254, "host", 255, "nowhere");

  public Scope {
    Numbers.requireByte("scope", value);
  }

  /**
   * @throws IllegalArgumentException if the text is neither a name nor a number from 0 to 255
   */
  public static Scope parse(String text) {
    return new Scope(Numbers.named("scope", text, NAMES));
  }

  @Override
  public String toString() {
    return NAMES.getOrDefault(value, Integer.toString(value));
  }
}
