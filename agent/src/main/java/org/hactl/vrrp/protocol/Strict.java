package org.hactl.vrrp.protocol;

import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;

/**
 * What a router does that goes by the letter of the RFCs: three missed advertisements, no delayed
 * preemption, no answer to a lower master in version 2 (RFC 3768 section 6.4.3; RFC 9568 does
 * answer), no word to a higher one, one gratuitous ARP an address. The address owner ignores its
 * peers; see {@link VirtualRouter}.
 */
final class Strict {
  /** RFC 3768 and 5798 section 6.4.2: one, when the router becomes master. */
  private static final GratuitousArp ONCE =
      new GratuitousArp(
          1, Duration.ZERO, Duration.ZERO, 0, 0, Duration.ZERO, Duration.ZERO, List.of());

  private Strict() {}

  /** The same router if it is not strict. */
  static RouterConfig applied(RouterConfig config) {
    ProtocolOptions conduct = config.conduct();
    return conduct.strict()
        ? config
            .with(conduct.toTheLetter(config.version()))
            .with(ONCE)
            .withPreempt(config.preempt(), Duration.ZERO)
        : config;
  }
}
