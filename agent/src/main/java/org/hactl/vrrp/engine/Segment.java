package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.hactl.counters.EnumCounters;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.protocol.InetAddressOrder;
import org.jspecify.annotations.Nullable;

/** One interface and the routers on it: watches the interface, and tells the routers about it. */
class Segment {
  private final String interfaceName;
  private final LinkCache links;
  private final LongSupplier clock;
  private final List<ActiveRouter> routers = new ArrayList<>();
  private final Map<Family, Channel> channels = new EnumMap<>(Family.class);
  private List<InetAddress> foreign = List.of();

  /** What keeps a router from working. */
  private record Fault(Reason reason, String detail) {}

  Segment(
      String interfaceName,
      VrrpNetwork network,
      LinkCache links,
      LongSupplier clock,
      EnumCounters<RejectReason> unassigned,
      Runnable drained) {
    this.interfaceName = interfaceName;
    this.links = links;
    this.clock = clock;
    for (Family family : Family.values()) {
      channels.put(family, new Channel(interfaceName, family, network, clock, unassigned, drained));
    }
  }

  void add(ActiveRouter router) {
    routers.add(router);
    channel(router).add(router);
  }

  void remove(ActiveRouter router) {
    routers.remove(router);
    channel(router).remove(router);
  }

  private Channel channel(ActiveRouter router) {
    return Objects.requireNonNull(channels.get(router.config().family()));
  }

  String interfaceName() {
    return interfaceName;
  }

  /**
   * Sets the VIPs that routers of other interfaces hold on this interface. No router here sends
   * from them.
   */
  void foreign(List<InetAddress> addresses) {
    foreign = List.copyOf(addresses);
  }

  boolean isEmpty() {
    return routers.isEmpty();
  }

  /** Whether a change of the given interface concerns a router here. */
  boolean uses(String name) {
    return interfaceName.equals(name)
        || routers.stream().anyMatch(router -> router.config().uses(name));
  }

  /** Looks at the interface, and tells every router what it found. */
  void look() {
    LinkFacts facts = null;
    Fault fault;
    try {
      facts = links.look(interfaceName);
      fault = facts == null ? missing(interfaceName) : down(interfaceName, facts.running());
    } catch (LinuxException e) {
      fault = new Fault(Reason.SOCKET_ERROR, String.valueOf(e.getMessage()));
    }
    long now = clock.getAsLong();
    for (Map.Entry<Family, Channel> channel : channels.entrySet()) {
      List<ActiveRouter> concerned = routersOf(channel.getKey());
      if (concerned.isEmpty()) {
        channel.getValue().close();
      } else if (fault != null || facts == null) {
        Fault all = fault;
        concerned.forEach(router -> tellDown(router, all, now));
      } else {
        tell(concerned, channel.getValue(), facts, now);
      }
    }
    // This comes last: a renamed interface still exists, and the masters have sent priority 0 on
    // it.
    if (fault != null && fault.reason() == Reason.INTERFACE_MISSING) {
      close();
    }
  }

  /** The routers that {@link #look} tells what it found. */
  List<ActiveRouter> routersOf(Family family) {
    return routers.stream().filter(router -> router.config().family() == family).toList();
  }

  private void tell(List<ActiveRouter> concerned, Channel channel, LinkFacts facts, long now) {
    Fault deaf = hear(channel, facts);
    Set<InetAddress> virtual = addresses(routers);
    virtual.addAll(foreign);
    Set<InetAddress> owned =
        addresses(routers.stream().filter(router -> router.config().isOwner()).toList());
    // Computed once for all routers: a segment may have hundreds of them, each with its addresses.
    List<InetAddress> ownHere =
        facts.addresses().stream().filter(each -> !virtual.contains(each)).toList();
    List<InetAddress> ownedHere = facts.addresses().stream().filter(owned::contains).toList();
    for (ActiveRouter router : concerned) {
      SourceAddress source =
          SourceAddress.select(router.config(), facts, router.source(), ownHere, ownedHere);
      InetAddress address = source.address();
      Fault problem = deaf;
      if (address == null) {
        problem = new Fault(Reason.NO_ADDRESS, String.valueOf(source.problem()));
      } else if (problem == null) {
        problem = speak(router, channel, facts);
      }
      if (problem == null) {
        problem = lack(router);
      }
      if (address == null || problem != null) {
        tellDown(router, problem, now);
      } else {
        router.interfaceUp(address, now);
      }
    }
  }

  private static void tellDown(ActiveRouter router, @Nullable Fault fault, long now) {
    Fault known = Objects.requireNonNull(fault);
    router.interfaceDown(known.reason(), known.detail(), now);
  }

  private static Fault missing(String name) {
    return new Fault(Reason.INTERFACE_MISSING, "there is no interface " + name);
  }

  private static @Nullable Fault down(String name, boolean running) {
    return running ? null : new Fault(Reason.INTERFACE_DOWN, name + " is down or has no carrier");
  }

  private static @Nullable Fault hear(Channel channel, LinkFacts facts) {
    try {
      channel.open(facts);
      return null;
    } catch (LinuxException e) {
      return new Fault(Reason.SOCKET_ERROR, String.valueOf(e.getMessage()));
    }
  }

  /** A router can send on another interface than the one on which it listens. */
  private @Nullable Fault speak(ActiveRouter router, Channel channel, LinkFacts facts) {
    String name = router.config().sendInterface();
    try {
      LinkFacts sending = name.equals(interfaceName) ? facts : links.facts(name);
      Fault problem = sending == null ? missing(name) : down(name, sending.running());
      if (problem == null && sending != null) {
        channel.openSender(name, sending);
      }
      return problem;
    } catch (LinuxException e) {
      return new Fault(Reason.SOCKET_ERROR, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks the interfaces of the resources that a master needs, which may differ from the interface
   * of its advertisements.
   */
  private @Nullable Fault lack(ActiveRouter router) {
    for (String name : router.config().needs()) {
      try {
        LinkState needed = links.state(name);
        Fault problem = needed == null ? missing(name) : down(name, needed.running());
        if (problem != null) {
          return problem;
        }
      } catch (LinuxException e) {
        return new Fault(Reason.SOCKET_ERROR, String.valueOf(e.getMessage()));
      }
    }
    return null;
  }

  private static Set<InetAddress> addresses(List<ActiveRouter> routers) {
    // A sorted set, because the hashes of VIPs like 10.0.x.254 are almost the same.
    Set<InetAddress> addresses = new TreeSet<>(InetAddressOrder::compare);
    for (ActiveRouter router : routers) {
      router.config().announced().forEach(each -> addresses.add(each.address()));
      addresses.addAll(router.config().addresses());
    }
    return addresses;
  }

  /** The sender of a router's advertisements; null if it is not open. */
  VrrpNetwork.@Nullable Sender sender(ActiveRouter router) {
    return channel(router).sender(router.config().sendInterface());
  }

  void close() {
    channels.values().forEach(Channel::close);
  }
}
