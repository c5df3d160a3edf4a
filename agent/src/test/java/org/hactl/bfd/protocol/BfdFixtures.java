package org.hactl.bfd.protocol;

import java.time.Duration;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdPath;
import org.hactl.bfd.model.BfdTiming;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/** Sessions to test with. */
public final class BfdFixtures {
  public static final String NEIGHBOUR = "192.0.2.1";

  private BfdFixtures() {}

  /** 50 ms both ways, multiplier 3, one hop, active, no interface. */
  public static BfdConfig session() {
    return with(NEIGHBOUR, null, null, 50, 50, 3, false, false, 255);
  }

  public static BfdConfig session(int minRxMillis, int minTxMillis, int multiplier) {
    return with(NEIGHBOUR, null, null, minRxMillis, minTxMillis, multiplier, false, false, 255);
  }

  static BfdConfig passive() {
    return with(NEIGHBOUR, null, null, 50, 50, 3, true, false, 255);
  }

  public static BfdConfig with(
      String neighbour,
      @Nullable String source,
      @Nullable String interfaceName,
      int minRxMillis,
      int minTxMillis,
      int multiplier,
      boolean passive,
      boolean multihop,
      int minTtl) {
    return new BfdConfig(
        "peer",
        new BfdPath(
            InetAddresses.parse(neighbour),
            source == null ? null : InetAddresses.parse(source),
            interfaceName,
            multihop),
        new BfdTiming(
            Duration.ofMillis(minRxMillis),
            Duration.ofMillis(minTxMillis),
            Duration.ofSeconds(1),
            multiplier),
        passive,
        255,
        minTtl);
  }

  public static BfdConfig named(BfdConfig config, String name) {
    return new BfdConfig(
        name, config.path(), config.timing(), config.passive(), config.ttl(), config.minTtl());
  }
}
