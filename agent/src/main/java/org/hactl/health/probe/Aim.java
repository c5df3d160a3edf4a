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
  /** Null for the address of the route. */
  @Nullable InetAddress source() {
    String source = check.at().source();
    return source == null ? null : InetAddress.ofLiteral(source);
  }
}
