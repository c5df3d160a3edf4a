package org.hactl.agent.serve;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Limits the number of connections from one address and of all connections. */
final class SourceLimit {
  private final int perSource;
  private final int together;
  private final Map<InetAddress, Integer> open = new HashMap<>();
  private int all;

  SourceLimit(int perSource, int together) {
    this.perSource = perSource;
    this.together = together;
  }

  /**
   * Whether the source may open one more connection. It must {@link #leave} when that connection
   * ends.
   */
  synchronized boolean enter(InetAddress source) {
    int before = open.getOrDefault(source, 0);
    if (before >= perSource || all >= together) {
      return false;
    }
    open.put(source, before + 1);
    all++;
    return true;
  }

  synchronized void leave(InetAddress source) {
    open.computeIfPresent(source, (_, count) -> count > 1 ? count - 1 : null);
    all--;
  }
}
