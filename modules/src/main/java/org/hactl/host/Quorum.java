package org.hactl.host;

import java.util.List;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * How much of a virtual service has to be in service, as in keepalived: reached at {@code amount +
 * hysteresis}, lost below {@code amount - hysteresis}, and between the two as it was.
 *
 * @param amount of what {@code by} says, 1 or more
 * @param hysteresis less than the amount
 */
public record Quorum(By by, int amount, int hysteresis) {
  /** Of a service for which the site says nothing, as in keepalived. */
  public static final Quorum DEFAULT = new Quorum(By.WEIGHT, 1, 0);

  /** What is counted. */
  public enum By {
    /** Each real server as 1, unless its weight in the site is 0. */
    COUNT,
    /** The weights of the site. */
    WEIGHT
  }

  /** From this on it is reached. */
  public int reachedAt() {
    return amount + hysteresis;
  }

  /** Below this it is lost. */
  public int lostBelow() {
    return amount - hysteresis;
  }

  /** What a real server counts. */
  public int of(int weight) {
    return by == By.WEIGHT ? weight : Math.min(weight, 1);
  }

  /** What all real servers together count. */
  public int all(List<RealServerSpec> realServers) {
    return realServers.stream().mapToInt(each -> of(each.weight())).sum();
  }

  /** The quorum in words: {@code 2}, {@code weight 4 ± 1}. */
  public String text() {
    return (by == By.WEIGHT ? "weight " : "") + amount + (hysteresis > 0 ? " ± " + hysteresis : "");
  }
}
