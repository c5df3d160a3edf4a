package org.hactl.health.probe;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses the source ports of connections to VIPs by way of IPVS. IPVS keeps an entry of each
 * connection for a while, and a later connection to the same VIP from the same port would follow it
 * to its real server. So a port is used again only by the same way, or when its entry is over. Safe
 * for use from any thread.
 */
final class SourcePorts {
  /** The kernel's usual range, ip_local_port_range in ip(7). */
  static final int FIRST = 32_768;

  static final int COUNT = 28_232;

  /** IPVS keeps an entry that waits for a FIN for two minutes, in ip_vs_proto_tcp.c. */
  static final long KEPT_MILLIS = 150_000;

  private final Map<Line, Use> uses = new LinkedHashMap<>();
  private int next;

  private record Line(InetSocketAddress vip, int port) {}

  private record Use(int mark, long millis) {}

  SourcePorts() {
    this(ThreadLocalRandom.current().nextInt(COUNT));
  }

  /**
   * @param start the number of the first port in the range; after a start of the agent another one
   *     than before
   */
  SourcePorts(int start) {
    this.next = start;
  }

  /**
   * The next port for a connection.
   *
   * @param mark of the way
   * @throws BindException if all ports have been used by other ways a short time ago
   */
  synchronized int next(InetSocketAddress vip, int mark, long nowMillis) throws BindException {
    forget(nowMillis);
    for (int tried = 0; tried < COUNT; tried++) {
      Line line = new Line(vip, FIRST + next);
      next = (next + 1) % COUNT;
      Use before = uses.get(line);
      if (before == null || before.mark() == mark) {
        uses.remove(line);
        uses.put(line, new Use(mark, nowMillis));
        return line.port();
      }
    }
    throw new BindException(
        "Cannot assign requested address (every port was used a short time ago)");
  }

  /** The oldest uses are the first ones. */
  private void forget(long nowMillis) {
    Iterator<Use> oldest = uses.values().iterator();
    while (oldest.hasNext() && nowMillis - oldest.next().millis() >= KEPT_MILLIS) {
      oldest.remove();
    }
  }
}
