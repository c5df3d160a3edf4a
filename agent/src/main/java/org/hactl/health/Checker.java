package org.hactl.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.hactl.host.CheckSpec;

/** One kind of try. */
interface Checker {
  /**
   * Tries once; returns by the deadline. Whatever the other side does is a result; what this host
   * lacks is none.
   */
  CheckResult check(Deadline deadline);

  /** The checker of a target, which is the real server itself, whatever the forward method. */
  static Checker of(CheckTarget target, SocketSource sockets) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.ofLiteral(target.address()), target.port());
    return switch (target.check()) {
      case CheckSpec.Tcp _ -> new TcpChecker(address, sockets);
      case CheckSpec.Http http -> new HttpChecker(address, http, target.hostHeader(), sockets);
    };
  }
}
