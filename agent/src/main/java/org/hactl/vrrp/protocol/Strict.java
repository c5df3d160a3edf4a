package org.hactl.vrrp.protocol;

import java.time.Duration;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;

/**
 * The rules of strict mode, which follows the RFCs to the letter: three missed advertisements, no
 * delayed preemption, no answer to a lower master in version 2 (RFC 3768 section 6.4.3; RFC 9568
 * does answer), no last advertisement to a higher master, one gratuitous ARP per address. The
 * address owner ignores its peers; see {@link VirtualRouter}.
 */
final class Strict {
  private Strict() {}

  /**
   * Applies the rules of strict mode; returns the same configuration if the router is not strict.
   */
  static RouterConfig applied(RouterConfig config) {
    ProtocolOptions options = config.options();
    return options.strict()
        ? config
            .with(options.toTheLetter(config.version()))
            .with(GratuitousArp.ONCE)
            .withPreempt(config.preempt(), Duration.ZERO)
        : config;
  }
}
