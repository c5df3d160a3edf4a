package org.hactl.vrrp.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a master announces its addresses to the segment: by gratuitous ARP, or in IPv6 by unsolicited
 * neighbour advertisements. The constants are the site's keys below {@link #KEY}.
 *
 * @param repeat how many times each address is announced after a router becomes master
 * @param delay the time after which the burst is repeated; zero for never
 * @param refresh how often a master announces its addresses again; zero for never
 * @param refreshRepeat how many times each address is announced at a refresh
 * @param lowerRepeat how many times each address is announced after a master hears a master of
 *     lower priority
 * @param lowerDelay the time after which the burst of {@code lowerRepeat} is repeated; zero for
 *     never
 * @param spacing the least time between two packets on one interface; zero for none
 * @param extraInterfaces other interfaces on which the addresses are announced too
 */
public record GratuitousArp(
    int repeat,
    Duration delay,
    Duration refresh,
    int refreshRepeat,
    int lowerRepeat,
    Duration lowerDelay,
    Duration spacing,
    List<String> extraInterfaces) {
  public static final String KEY = "gratuitous_arp";
  public static final String REPEAT = "repeat";
  public static final String DELAY = "delay";
  public static final String REFRESH = "refresh";
  public static final String REFRESH_REPEAT = "refresh_repeat";
  public static final String LOWER_REPEAT = "lower_repeat";
  public static final String LOWER_DELAY = "lower_delay";
  public static final String SPACING = "spacing";
  public static final String EXTRA_INTERFACES = "extra_interfaces";

  /** Five at once, five more after 5 s, and one each minute: what a site gets by default. */
  public static final GratuitousArp DEFAULT = of(5, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** Five at once, five more after 5 s, no refresh: what keepalived does by default. */
  public static final GratuitousArp AS_KEEPALIVED = of(5, Duration.ofSeconds(5), Duration.ZERO);

  /** Each address once, by a new master: what a strict router does (RFC 5798 section 6.4.2). */
  public static final GratuitousArp ONCE =
      new GratuitousArp(
          1, Duration.ZERO, Duration.ZERO, 0, 0, Duration.ZERO, Duration.ZERO, List.of());

  public GratuitousArp {
    extraInterfaces = List.copyOf(extraInterfaces);
    if (Math.min(Math.min(repeat, refreshRepeat), lowerRepeat) < 0
        || Math.max(Math.max(repeat, refreshRepeat), lowerRepeat) > 100) {
      throw new IllegalArgumentException("a gratuitous ARP burst is 0 to 100 packets an address");
    }
    if (delay.isNegative()
        || refresh.isNegative()
        || lowerDelay.isNegative()
        || spacing.isNegative()) {
      throw new IllegalArgumentException("a gratuitous ARP delay cannot be negative");
    }
  }

  /** The same values after hearing a lower master as for a new master; no spacing. */
  public static GratuitousArp of(int repeat, Duration delay, Duration refresh) {
    return new GratuitousArp(repeat, delay, refresh, 1, repeat, delay, Duration.ZERO, List.of());
  }

  /** The values by the site's keys, in the order in which they are shown. */
  public Map<String, Object> byKey() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(REPEAT, repeat);
    values.put(DELAY, delay);
    values.put(REFRESH, refresh);
    values.put(REFRESH_REPEAT, refreshRepeat);
    values.put(LOWER_REPEAT, lowerRepeat);
    values.put(LOWER_DELAY, lowerDelay);
    values.put(SPACING, spacing);
    values.put(EXTRA_INTERFACES, extraInterfaces);
    return values;
  }
}
