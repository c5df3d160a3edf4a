package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.MacAddress;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterConfig.AnnouncedAddress;
import org.hactl.vrrp.wire.ArpRequestPacket;
import org.hactl.vrrp.wire.NeighbourDiscoveryPacket;
import org.jspecify.annotations.Nullable;

/**
 * Announces virtual addresses by gratuitous ARP and unsolicited neighbour advertisements: each
 * address on its own interface, with that interface's MAC address. If a site spaces these packets,
 * they wait here. The queue has an address no more often than one burst contains it.
 */
final class AddressAnnouncer {
  private static final long NEVER = Long.MAX_VALUE;

  private final VrrpNetwork network;
  private final LinkCache links;
  private final Map<String, Pace> paces = new HashMap<>();
  private long nextDeadlineNanos = NEVER;

  /** One waiting packet; the outcome tells to which router it belongs. */
  private record Waiting(InetAddress address, long spacingNanos, Outcome outcome) {}

  /** The packets waiting for one interface, and when the next one may leave. */
  private static final class Pace {
    private final Queue<Waiting> queue = new ArrayDeque<>();

    /** How often each packet is in the queue. */
    private final Map<Waiting, Integer> counts = new HashMap<>();

    private long nextNanos;

    void add(Waiting packet, int atMost) {
      if (counts.getOrDefault(packet, 0) < atMost) {
        counts.merge(packet, 1, Integer::sum);
        queue.add(packet);
      }
    }

    @Nullable Waiting poll() {
      Waiting next = queue.poll();
      if (next != null) {
        counts.computeIfPresent(next, (_, count) -> count == 1 ? null : count - 1);
      }
      return next;
    }

    void forget(Outcome outcome) {
      queue.removeIf(each -> each.outcome() == outcome);
      counts.keySet().removeIf(each -> each.outcome() == outcome);
    }
  }

  AddressAnnouncer(VrrpNetwork network, LinkCache links) {
    this.network = network;
    this.links = links;
  }

  /**
   * Announces every address once, then all of them again, so that a lost frame is soon repeated.
   */
  void announce(RouterConfig config, int times, Outcome outcome, long nowNanos) {
    GratuitousArp settings = config.gratuitousArp();
    long spacingNanos = settings.spacing().toNanos();
    for (int time = 0; time < times; time++) {
      for (AnnouncedAddress each : config.announced()) {
        Waiting packet = new Waiting(each.address(), spacingNanos, outcome);
        announce(each.interfaceName(), packet, times, nowNanos);
        for (String extra : settings.extraInterfaces()) {
          announce(extra, packet, times, nowNanos);
        }
      }
    }
  }

  private void announce(String interfaceName, Waiting packet, int times, long nowNanos) {
    Pace pace = paces.get(interfaceName);
    if (pace == null && packet.spacingNanos == 0) {
      send(interfaceName, packet.address, packet.outcome);
      return;
    }
    if (pace == null) {
      pace = new Pace();
      paces.put(interfaceName, pace);
      pace.nextNanos = nowNanos;
    }
    pace.add(packet, times);
    nextDeadlineNanos = Math.min(nextDeadlineNanos, pace.nextNanos);
  }

  /** Sends the packets that are due. */
  void fire(long nowNanos) {
    if (nowNanos < nextDeadlineNanos) {
      return;
    }
    nextDeadlineNanos = NEVER;
    paces.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue(), nowNanos));
  }

  /** Sends the packets that are due on one interface. Returns whether its queue can be dropped. */
  private boolean isOver(String interfaceName, Pace pace, long nowNanos) {
    while (nowNanos >= pace.nextNanos) {
      Waiting next = pace.poll();
      if (next == null) {
        return true;
      }
      send(interfaceName, next.address(), next.outcome());
      pace.nextNanos = nowNanos + next.spacingNanos();
    }
    nextDeadlineNanos = Math.min(nextDeadlineNanos, pace.nextNanos);
    return false;
  }

  /** When {@link #fire} has something to send; {@link Long#MAX_VALUE} for never. */
  long nextDeadlineNanos() {
    return nextDeadlineNanos;
  }

  /**
   * The addresses moved to another router: packets that still wait for this outcome are dropped.
   */
  void forget(Outcome outcome) {
    paces.values().forEach(pace -> pace.forget(outcome));
  }

  private void send(String interfaceName, InetAddress address, Outcome outcome) {
    LinkFacts facts;
    try {
      facts = links.facts(interfaceName);
    } catch (LinuxException e) {
      outcome.failed(String.valueOf(e.getMessage()));
      return;
    }
    if (facts == null) {
      outcome.failed(
          "cannot announce %s: there is no interface %s"
              .formatted(InetAddresses.format(address), interfaceName));
    } else if (!facts.hardwareAddress().equals(MacAddress.NONE)) {
      encode(facts, address);
      network.sendFrame(facts.index(), outcome);
    }
  }

  private void encode(LinkFacts facts, InetAddress address) {
    switch (Family.of(address)) {
      case INET ->
          ArpRequestPacket.encodeGratuitous(
              network.nextFrame(), facts.hardwareAddress(), address.getAddress());
      case INET6 ->
          NeighbourDiscoveryPacket.encodeAdvertisement(
              network.nextFrame(),
              facts.hardwareAddress(),
              address.getAddress(),
              facts.forwarding());
    }
  }
}
