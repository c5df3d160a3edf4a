package org.hactl.linux.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a route does with a packet: {@code rtm_type}, in the kernel's order. */
public enum RouteType {
  UNSPEC,
  UNICAST,
  LOCAL,
  BROADCAST,
  ANYCAST,
  MULTICAST,
  BLACKHOLE,
  UNREACHABLE,
  PROHIBIT,
  THROW,
  NAT,
  XRESOLVE;

  private static final RouteType[] ALL = values();

  /** An unknown number becomes {@link #UNSPEC}. */
  public static RouteType of(int code) {
    return code < ALL.length ? ALL[code] : UNSPEC;
  }

  public int code() {
    return ordinal();
  }

  /**
   * @throws IllegalArgumentException if there is no such type
   */
  public static RouteType parse(String text) {
    for (RouteType type : ALL) {
      if (type != UNSPEC && type.text().equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not a route type; use one of %s"
            .formatted(
                text,
                Arrays.stream(ALL).skip(1).map(RouteType::text).collect(Collectors.joining(", "))));
  }

  /** iproute2's word: {@code unicast}, {@code blackhole} … */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
