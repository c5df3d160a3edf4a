package org.hactl.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.hactl.host.CheckSpec;

/** Makes the tries of one check. */
interface Checker {
  /**
   * Tries once; returns by the deadline. Anything the other side does is a result; a shortage on
   * this host is not a result.
   */
  CheckResult check(Deadline deadline);

  /**
   * The checker of a target. It connects to the real server itself, whatever the forward method.
   */
  static Checker of(CheckTarget target, SocketSource sockets) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.ofLiteral(target.address()), target.port());
    return switch (target.check()) {
      case CheckSpec.Tcp _ -> new TcpChecker(address, sockets);
      case CheckSpec.Http http -> new HttpChecker(address, http, target.hostHeader(), sockets);
    };
  }
}
