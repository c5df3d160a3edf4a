package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import org.hactl.linux.socket.Egress;

/** ICMP echo. */
@FunctionalInterface
public interface Echoes extends AutoCloseable {
  /**
   * Sends a request and waits for its reply.
   *
   * @return whether it has come in time
   * @throws IOException if the request cannot be sent
   */
  boolean answers(InetAddress address, int sequence, long timeoutMillis)
      throws IOException, InterruptedException;

  /** Those that leave this host so. */
  default Echoes by(Egress egress) {
    return this;
  }

  @Override
  default void close() {}
}
