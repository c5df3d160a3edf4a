package org.hactl.bfd.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/**
 * A session with one neighbour. Intervals are in whole microseconds, as on the wire.
 *
 * @param name the session's name in the site
 * @param source our address; null for the kernel's choice
 * @param interfaceName the interface it is on; null for the interface of the route
 * @param minRx the shortest interval at which we accept packets
 * @param minTx the shortest interval at which we send while the session is up
 * @param idleTx the interval at which we send while it is not up
 * @param multiplier after how many silent intervals the neighbour declares us down, 1 to 255
 * @param passive whether we wait for the neighbour to send first
 * @param multihop whether the session goes over several hops (RFC 5883)
 * @param ttl the TTL or hop limit that we send with, 1 to 255
 * @param minTtl the lowest TTL that we accept, 0 to 255
 */
public record BfdConfig(
    String name,
    InetAddress neighbour,
    @Nullable InetAddress source,
    @Nullable String interfaceName,
    Duration minRx,
    Duration minTx,
    Duration idleTx,
    int multiplier,
    boolean passive,
    boolean multihop,
    int ttl,
    int minTtl) {
  private static final Duration MIN_INTERVAL = Duration.ofMillis(1);

  /** The wire format, 32 bits of microseconds, holds a little more. */
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(4_000);

  /** RFC 5880 section 6.8.3. */
  private static final Duration MIN_IDLE_INTERVAL = Duration.ofSeconds(1);

  public BfdConfig {
    check("minimum receive interval", minRx, MIN_INTERVAL);
    check("minimum transmit interval", minTx, MIN_INTERVAL);
    check("idle transmit interval", idleTx, MIN_IDLE_INTERVAL);
    check("multiplier", multiplier, 1);
    check("TTL", ttl, 1);
    check("minimum TTL", minTtl, 0);
    if (source != null && Family.of(source) != Family.of(neighbour)) {
      throw new IllegalArgumentException(
          "neighbour %s and source %s are not of one address family"
              .formatted(neighbour.getHostAddress(), source.getHostAddress()));
    }
    if (neighbour.isLinkLocalAddress() && Family.of(neighbour) == Family.INET6) {
      if (interfaceName == null) {
        throw new IllegalArgumentException(
            "neighbour %s is link-local: it takes an interface to reach it"
                .formatted(neighbour.getHostAddress()));
      }
    }
    if (neighbour.isAnyLocalAddress() || neighbour.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "neighbour %s is not the address of one host".formatted(neighbour.getHostAddress()));
    }
  }

  private static void check(String what, Duration interval, Duration shortest) {
    if (interval.compareTo(shortest) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
      throw new IllegalArgumentException(
          "%s %d ms is not between %d and %d ms"
              .formatted(what, interval.toMillis(), shortest.toMillis(), MAX_INTERVAL.toMillis()));
    }
  }

  private static void check(String what, int number, int least) {
    if (number < least || number > 255) {
      throw new IllegalArgumentException(
          "%s %d is not between %d and 255".formatted(what, number, least));
    }
  }

  /** Whether this is the same session, perhaps with other timers: then it can stay up. */
  public boolean isSameSession(BfdConfig other) {
    return name.equals(other.name)
        && neighbour.equals(other.neighbour)
        && Objects.equals(source, other.source)
        && Objects.equals(interfaceName, other.interfaceName)
        && multihop == other.multihop;
  }

  /**
   * Refuses sessions that cannot be told apart.
   *
   * @throws IllegalArgumentException naming the first two
   */
  public static void requireDistinct(List<BfdConfig> configs) {
    Set<String> names = new HashSet<>();
    for (int index = 0; index < configs.size(); index++) {
      BfdConfig config = configs.get(index);
      if (!names.add(config.name())) {
        throw new IllegalArgumentException("BFD session " + config.name() + " is given twice");
      }
      for (BfdConfig other : configs.subList(0, index)) {
        if (config.sharesNeighbour(other)) {
          throw new IllegalArgumentException(
              "BFD sessions %s and %s both are with %s"
                  .formatted(other.name(), config.name(), config.neighbour().getHostAddress()));
        }
      }
    }
  }

  /** Whether the packets of both sessions would have the same source. */
  public boolean sharesNeighbour(BfdConfig other) {
    return neighbour.equals(other.neighbour)
        && multihop == other.multihop
        && (interfaceName == null
            || other.interfaceName == null
            || interfaceName.equals(other.interfaceName));
  }
}
