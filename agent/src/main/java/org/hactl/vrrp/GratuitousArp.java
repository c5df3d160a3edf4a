package org.hactl.vrrp;

import java.time.Duration;

/**
 * How the segment is told where the addresses are now.
 *
 * @param burst how many times each address is announced when the addresses are in place
 * @param repeatDelay how long after that the announcement is repeated; zero for never
 * @param repeatBurst how many times each address is announced then
 * @param refresh how often a master announces its addresses again; zero for never
 */
public record GratuitousArp(int burst, Duration repeatDelay, int repeatBurst, Duration refresh) {
  /** Five at once, five more after 5 s, no refresh: what keepalived does unless told otherwise. */
  public static final GratuitousArp DEFAULT =
      new GratuitousArp(5, Duration.ofSeconds(5), 5, Duration.ZERO);

  public GratuitousArp {
    if (burst < 0 || repeatBurst < 0 || burst > 100 || repeatBurst > 100) {
      throw new IllegalArgumentException("a gratuitous ARP burst is 0 to 100 packets an address");
    }
    if (repeatDelay.isNegative() || refresh.isNegative()) {
      throw new IllegalArgumentException("a gratuitous ARP delay cannot be negative");
    }
  }
}
