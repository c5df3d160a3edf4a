package org.hactl.health.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.hactl.host.CheckSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a check asks, and where. Equal aims are the same question.
 *
 * @param hostHeader for HTTP without a host of its own
 * @param check one of a single kind, neither of all nor of any
 */
public record Aim(InetSocketAddress address, String hostHeader, CheckSpec check) {
  /** Whether it looks at this BFD session, or at the one with this neighbour. */
  public boolean looksAt(String session, @Nullable InetAddress neighbour) {
    return check instanceof CheckSpec.Bfd bfd
        && (bfd.session() == null
            ? address.getAddress().equals(neighbour)
            : bfd.session().equals(session));
  }

  /** Null for the address of the route. */
  @Nullable InetAddress source() {
    String source = check.at().source();
    return source == null ? null : InetAddress.ofLiteral(source);
  }
}
