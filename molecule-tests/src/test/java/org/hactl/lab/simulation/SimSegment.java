package org.hactl.lab.simulation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.vrrp.engine.SegmentEngine;

/** The Ethernet segment of the directors. Every packet arrives after a moment. */
final class SimSegment {
  private static final Duration LONGEST_WAY = Duration.ofMillis(2);

  private final World world;
  private final Map<String, SegmentEngine> engines = new TreeMap<>();

  SimSegment(World world) {
    this.world = world;
  }

  /** A host hears from now on. */
  void join(String host, SegmentEngine engine) {
    engines.put(host, engine);
  }

  /** The process of a host has ended. */
  void leave(String host) {
    engines.remove(host);
  }

  void send(String from, byte[] packet, InetAddress destination) {
    for (Map.Entry<String, SegmentEngine> each : engines.entrySet()) {
      if (!each.getKey().equals(from)) {
        world.after(
            world.within(LONGEST_WAY),
            () -> {
              if (engines.get(each.getKey()) == each.getValue()) {
                each.getValue().arrive(packet, destination);
              }
            });
      }
    }
  }
}
