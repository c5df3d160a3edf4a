package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/** One interface of a simulated director, and what is on it. */
final class SimulatedLink {
  private final int segment;
  private final List<InetAddress> own;
  private final boolean virtualFirst;
  private final Map<Integer, List<InetAddress>> virtual = new LinkedHashMap<>();
  private Condition condition = Condition.UP;
  private int index;
  private long frames;
  private @Nullable LinkFacts facts;

  /** How it is with an interface. */
  enum Condition {
    UP,
    DOWN,
    /** There is none. The next one of that name is another one to the kernel. */
    GONE,
    /** Without an address of its own. */
    BARE;

    /** An owner's addresses are its director's own: its interface is never without one. */
    Condition ofAnOwner() {
      return this == BARE ? DOWN : this;
    }
  }

  SimulatedLink(int segment, int node) {
    this.segment = segment;
    this.own = SimulatedAddresses.own(node);
    this.virtualFirst = node % 2 == 1;
    this.index = segment + 1;
  }

  int segment() {
    return segment;
  }

  int index() {
    return index;
  }

  Condition condition() {
    return condition;
  }

  void condition(Condition now) {
    if (condition != Condition.GONE && now == Condition.GONE) {
      index += 100;
      virtual.clear();
    }
    condition = now;
    facts = null;
  }

  boolean isRunning() {
    return condition == Condition.UP || condition == Condition.BARE;
  }

  /** What a look at it finds; null if it is not there. */
  @Nullable LinkFacts facts() {
    if (condition == Condition.GONE) {
      return null;
    }
    LinkFacts known = facts;
    if (known == null) {
      known =
          new LinkFacts(
              index,
              isRunning(),
              MacAddress.of(FakeVrrpNetwork.HARDWARE_ADDRESS),
              false,
              addresses());
      facts = known;
    }
    return known;
  }

  private List<InetAddress> addresses() {
    List<InetAddress> addresses = new ArrayList<>();
    virtual.values().forEach(addresses::addAll);
    if (condition != Condition.BARE) {
      addresses.addAll(virtualFirst ? addresses.size() : 0, own);
    }
    return addresses;
  }

  boolean has(InetAddress address) {
    LinkFacts known = facts();
    return known != null && known.addresses().contains(address);
  }

  /** A router's addresses are there now; none for not. */
  void put(int router, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      virtual.remove(router);
    } else if (condition != Condition.GONE) {
      virtual.put(router, addresses);
    }
    facts = null;
  }

  /** Of a router's addresses only these stay. */
  void retain(int router, List<InetAddress> addresses) {
    put(router, virtual(router).stream().filter(addresses::contains).toList());
  }

  List<InetAddress> virtual(int router) {
    return virtual.getOrDefault(router, List.of());
  }

  void receiveFrame() {
    frames++;
  }

  long frames() {
    return frames;
  }
}
