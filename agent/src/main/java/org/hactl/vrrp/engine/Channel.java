package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hactl.counters.EnumCounters;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.wire.AdvertisementDecoder;
import org.hactl.vrrp.wire.AuthenticationHeader;
import org.hactl.vrrp.wire.VrrpWire;
import org.jspecify.annotations.Nullable;

/**
 * The routers of one family on one interface, and the sockets that they share: one receiver for
 * each IP protocol, and one sender for each interface they send on.
 */
final class Channel implements VrrpNetwork.PacketHandler {
  /**
   * The buffer space for one router. It is enough for the packets of a stall of one second, as the
   * kernel counts waiting packets.
   */
  private static final int BUFFER_BYTES_PER_ROUTER = 32 << 10;

  private static final int MIN_BUFFER_BYTES = 1 << 20;

  private final String interfaceName;
  private final Family family;
  private final VrrpNetwork network;
  private final LongSupplier clock;
  private final EnumCounters<RejectReason> unassigned;
  private final Runnable drained;
  private final List<ActiveRouter> routers = new ArrayList<>();
  private final @Nullable ActiveRouter[] routersByVrid = new ActiveRouter[256];
  private final Map<Integer, Hearing> hearings = new HashMap<>();
  private final Map<String, Speaking> speakings = new HashMap<>();
  private int interfaceIndex;

  /** A receiver, its multicast groups, and how many of its drops are counted already. */
  private static final class Hearing {
    private final VrrpNetwork.Receiver receiver;
    private final Set<InetAddress> groups = new HashSet<>();
    private long countedDrops;

    Hearing(VrrpNetwork.Receiver receiver) {
      this.receiver = receiver;
    }
  }

  private record Speaking(int interfaceIndex, VrrpNetwork.Sender sender) {}

  /**
   * @param drained run after packets were handled
   */
  Channel(
      String interfaceName,
      Family family,
      VrrpNetwork network,
      LongSupplier clock,
      EnumCounters<RejectReason> unassigned,
      Runnable drained) {
    this.interfaceName = interfaceName;
    this.family = family;
    this.network = network;
    this.clock = clock;
    this.unassigned = unassigned;
    this.drained = drained;
  }

  void add(ActiveRouter router) {
    routers.add(router);
    vrids(router).forEach(vrid -> routersByVrid[vrid] = router);
  }

  void remove(ActiveRouter router) {
    routers.remove(router);
    for (int vrid : vrids(router)) {
      // Another router may have it by now.
      if (routersByVrid[vrid] == router) {
        routersByVrid[vrid] = null;
      }
    }
  }

  /** Both VRIDs of a router whose VRID changes. */
  private static Set<Integer> vrids(ActiveRouter router) {
    return appearances(router).stream()
        .map(RouterConfig::virtualRouterId)
        .collect(Collectors.toSet());
  }

  private static List<RouterConfig> appearances(ActiveRouter router) {
    RouterConfig other = router.config().alsoHeard();
    return other == null ? List.of(router.config()) : List.of(router.config(), other);
  }

  /** Opens the receivers that the routers need. An open receiver only gets new groups. */
  void open(LinkFacts facts) {
    if (interfaceIndex != facts.index()) {
      close();
      interfaceIndex = facts.index();
    }
    Set<InetAddress> groups = new HashSet<>();
    Set<String> sending = new HashSet<>();
    for (ActiveRouter router : routers) {
      sending.add(router.config().sendInterface());
      for (RouterConfig config : appearances(router)) {
        if (!config.transport().isUnicast()) {
          groups.add(config.group());
        }
      }
    }
    for (int protocol : protocols()) {
      hear(protocol, groups, facts);
    }
    closeUnused(sending);
  }

  private void closeUnused(Set<String> sending) {
    speakings
        .entrySet()
        .removeIf(each -> {
          boolean unused = !sending.contains(each.getKey());
          if (unused) {
            each.getValue().sender().close();
          }
          return unused;
        });
  }

  /**
   * The IP protocols to listen for. IPv4 always has both, so that a router with an authentication
   * header and one without hear each other and can report the rejected packets.
   */
  private List<Integer> protocols() {
    return switch (family) {
      case INET -> List.of(VrrpWire.PROTOCOL, AuthenticationHeader.PROTOCOL);
      case INET6 -> List.of(VrrpWire.PROTOCOL);
    };
  }

  private void hear(int protocol, Set<InetAddress> groups, LinkFacts facts) {
    Hearing hearing = hearings.get(protocol);
    if (hearing == null) {
      hearing = new Hearing(network.hear(interfaceName, facts, family, protocol, this));
      hearings.put(protocol, hearing);
    }
    for (InetAddress group : groups) {
      if (!hearing.groups.contains(group)) {
        hearing.receiver.join(group);
        hearing.groups.add(group);
      }
    }
    for (InetAddress group : Set.copyOf(hearing.groups)) {
      if (!groups.contains(group)) {
        hearing.receiver.leave(group);
        hearing.groups.remove(group);
      }
    }
    hearing.receiver.buffer(Math.max(MIN_BUFFER_BYTES, BUFFER_BYTES_PER_ROUTER * routers.size()));
    if (protocol == VrrpWire.PROTOCOL || hasAuthenticationHeaders()) {
      countDrops(hearing);
    }
  }

  /**
   * Whether a router here uses authentication headers. If none does, dropped packets of this
   * protocol belong to IPsec.
   */
  private boolean hasAuthenticationHeaders() {
    return routers.stream()
        .flatMap(router -> appearances(router).stream())
        .anyMatch(config -> config.authentication() instanceof Authentication.Ah);
  }

  private void countDrops(Hearing hearing) {
    long drops = hearing.receiver.drops();
    unassigned.count(RejectReason.OVERRUN, drops - hearing.countedDrops);
    hearing.countedDrops = drops;
  }

  /** Opens an interface to send from, if it is not open already. */
  void openSender(String sendInterface, LinkFacts facts) {
    Speaking open = speakings.get(sendInterface);
    if (open != null && open.interfaceIndex() == facts.index()) {
      return;
    }
    if (open != null) {
      speakings.remove(sendInterface);
      open.sender().close();
    }
    speakings.put(
        sendInterface, new Speaking(facts.index(), network.speak(sendInterface, facts, family)));
  }

  /** The sender of the given interface; null if the sender is not open. */
  VrrpNetwork.@Nullable Sender sender(String sendInterface) {
    Speaking open = speakings.get(sendInterface);
    return open == null ? null : open.sender();
  }

  @Override
  public void packet(ByteBuffer packet) {
    RejectReason problem = AdvertisementDecoder.problemOfEnvelope(packet);
    if (problem != null) {
      unassigned.count(problem);
      return;
    }
    ActiveRouter router = routersByVrid[AdvertisementDecoder.virtualRouterId(packet)];
    if (router == null) {
      unassigned.count(RejectReason.UNKNOWN_VRID);
      return;
    }
    router.receive(packet, clock.getAsLong());
  }

  @Override
  public void drained() {
    drained.run();
  }

  /** Closes all sockets. */
  void close() {
    hearings.values().forEach(each -> each.receiver.close());
    hearings.clear();
    speakings.values().forEach(each -> each.sender().close());
    speakings.clear();
  }
}
