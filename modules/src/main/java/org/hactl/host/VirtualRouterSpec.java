package org.hactl.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router as this host takes part in it.
 *
 * @param version 2 (RFC 3768) or 3 (RFC 5798)
 * @param password PASS authentication of version 2, at most 8 bytes; null for none
 * @param addresses VIPs as {@code address/prefix}
 */
public record VirtualRouterSpec(
    String name,
    int version,
    int virtualRouterId,
    String interfaceName,
    int priority,
    long advertIntervalMillis,
    boolean preempt,
    long preemptDelayMillis,
    @Nullable Secret password,
    List<String> addresses,
    GratuitousArp gratuitousArp) {
  public VirtualRouterSpec {
    addresses = List.copyOf(addresses);
  }

  /**
   * How a new master tells the segment.
   *
   * @param repeat packets per address in each burst
   * @param delayMillis from the first burst to the second, 0 for no second
   * @param refreshMillis between bursts while master, 0 for none
   */
  public record GratuitousArp(int repeat, long delayMillis, long refreshMillis) {
    public static final GratuitousArp DEFAULT = new GratuitousArp(5, 5_000, 60_000);
  }
}
