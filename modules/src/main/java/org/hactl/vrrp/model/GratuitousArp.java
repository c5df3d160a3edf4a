package org.hactl.vrrp.model;

import java.time.Duration;
import java.util.List;

/**
 * How the segment is told where the addresses are now: by gratuitous ARP, or by unsolicited
 * neighbour advertisements in IPv6.
 *
 * @param burst how many times each address is announced when the addresses are in place
 * @param repeatDelay how long after that the burst is repeated; zero for never
 * @param refresh how often a master announces its addresses again; zero for never
 * @param refreshBurst how many times each address is announced then
 * @param lowerBurst how many times each address is announced when a master hears a lower one
 * @param lowerRepeatDelay how long after that this burst is repeated; zero for never
 * @param spacing the least time between two packets on one interface; zero for none
 * @param extraInterfaces on which the addresses are announced too
 */
public record GratuitousArp(
    int burst,
    Duration repeatDelay,
    Duration refresh,
    int refreshBurst,
    int lowerBurst,
    Duration lowerRepeatDelay,
    Duration spacing,
    List<String> extraInterfaces) {
  /** Five at once, five more after 5 s, no refresh: what keepalived does unless told otherwise. */
  public static final GratuitousArp DEFAULT = of(5, Duration.ofSeconds(5), Duration.ZERO);

  public GratuitousArp {
    extraInterfaces = List.copyOf(extraInterfaces);
    if (Math.min(Math.min(burst, refreshBurst), lowerBurst) < 0
        || Math.max(Math.max(burst, refreshBurst), lowerBurst) > 100) {
      throw new IllegalArgumentException("a gratuitous ARP burst is 0 to 100 packets an address");
    }
    if (repeatDelay.isNegative()
        || refresh.isNegative()
        || lowerRepeatDelay.isNegative()
        || spacing.isNegative()) {
      throw new IllegalArgumentException("a gratuitous ARP delay cannot be negative");
    }
  }

  /** The same for a split that healed as for a new master; nothing spaced. */
  public static GratuitousArp of(int burst, Duration repeatDelay, Duration refresh) {
    return new GratuitousArp(
        burst, repeatDelay, refresh, 1, burst, repeatDelay, Duration.ZERO, List.of());
  }
}
