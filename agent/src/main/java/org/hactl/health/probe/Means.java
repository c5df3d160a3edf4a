package org.hactl.health.probe;

import java.net.Socket;
import java.time.InstantSource;

/**
 * What checkers use of the host.
 *
 * @param wallClock tells how long a certificate is valid
 */
public record Means(SocketSource sockets, InstantSource wallClock) {
  public static Means ofHost() {
    return ofHost(Socket::new);
  }

  public static Means ofHost(SocketSource sockets) {
    return new Means(sockets, InstantSource.system());
  }
}
