package org.hactl.bfd.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/** The limits of a session's values, and of the sessions of one host. */
public final class BfdLimits {
  private static final Duration MIN_INTERVAL = Duration.ofMillis(1);

  /** A packet has 32 bits for an interval in microseconds, which hold a little more than this. */
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(4_000);

  /** The shortest interval of a session that is not up (RFC 5880 section 6.8.3). */
  private static final Duration MIN_IDLE_INTERVAL = Duration.ofSeconds(1);

  private BfdLimits() {}

  /**
   * @throws IllegalArgumentException with the limit that the session does not keep
   */
  static void require(BfdConfig config) {
    BfdTiming timing = config.timing();
    check("minimum receive interval", timing.minRx(), MIN_INTERVAL);
    check("minimum transmit interval", timing.minTx(), MIN_INTERVAL);
    check("idle transmit interval", timing.idleTx(), MIN_IDLE_INTERVAL);
    check("multiplier", timing.multiplier(), 1);
    check("TTL", config.ttl(), 1);
    check("minimum TTL", config.minTtl(), 0);
    check(config.path());
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

  private static void check(BfdPath path) {
    InetAddress neighbour = path.neighbour();
    @Nullable InetAddress source = path.source();
    if (source != null && Family.of(source) != Family.of(neighbour)) {
      throw new IllegalArgumentException(
          "neighbour %s and source %s are not of one address family"
              .formatted(neighbour.getHostAddress(), source.getHostAddress()));
    }
    if (neighbour.isLinkLocalAddress()
        && Family.of(neighbour) == Family.INET6
        && path.interfaceName() == null) {
      throw new IllegalArgumentException(
          "neighbour %s is link-local: it takes an interface to reach it"
              .formatted(neighbour.getHostAddress()));
    }
    if (neighbour.isAnyLocalAddress() || neighbour.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "neighbour %s is not the address of one host".formatted(neighbour.getHostAddress()));
    }
  }

  /**
   * Refuses two sessions with the same name, or whose received packets cannot be told apart.
   *
   * @throws IllegalArgumentException with the names of the first two
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
                  .formatted(
                      other.name(), config.name(), config.path().neighbour().getHostAddress()));
        }
      }
    }
  }
}
