package org.hactl.lab.simulation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hactl.vrrp.engine.SegmentEngine;

/** The Ethernet segment of the directors. Every packet arrives after a moment. */
final class SimSegment {
  private static final Duration LONGEST_WAY = Duration.ofMillis(2);

  private final World world;
  private final Map<String, SegmentEngine> engines = new TreeMap<>();
  private final Map<String, SimPeers> peers = new TreeMap<>();

  SimSegment(World world) {
    this.world = world;
  }

  /** A host hears advertisements from now on. */
  void join(String host, SegmentEngine engine) {
    engines.put(host, engine);
  }

  /** A host hears what directors tell of the site from now on. */
  void join(String host, SimPeers conversation) {
    peers.put(host, conversation);
  }

  /** The process of a host has ended. */
  void leave(String host) {
    engines.remove(host);
    peers.remove(host);
  }

  void advertise(String from, byte[] packet, InetAddress destination) {
    send(from, engines, each -> each.arrive(packet, destination));
  }

  void tell(String from, byte[] packet) {
    send(from, peers, each -> each.arrive(packet));
  }

  private <T> void send(String from, Map<String, T> hosts, Consumer<T> arrives) {
    hosts.forEach((host, receiver) -> {
      if (!host.equals(from)) {
        world.after(
            world.within(LONGEST_WAY),
            () -> {
              if (hosts.get(host) == receiver) {
                arrives.accept(receiver);
              }
            });
      }
    });
  }
}
