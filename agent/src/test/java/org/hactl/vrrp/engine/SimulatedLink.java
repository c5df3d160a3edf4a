package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/** One interface of a simulated director, and its addresses. */
final class SimulatedLink {
  private final int segment;
  private final List<InetAddress> own;
  private final boolean virtualFirst;
  private final Map<Integer, List<InetAddress>> virtual = new LinkedHashMap<>();
  private Condition condition = Condition.UP;
  private int index;
  private long frames;
  private @Nullable LinkFacts facts;

  /** The state of an interface. */
  enum Condition {
    UP,
    DOWN,
    /** The interface does not exist. The next interface of this name gets another index. */
    GONE,
    /** The interface is up, but has no address of its own. */
    BARE;

    /** The condition for an address owner, whose interface always has an address. */
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

  /** What the kernel reports about the interface; null if the interface does not exist. */
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

  /** Sets the addresses of a router on the interface; an empty list removes them. */
  void put(int router, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      virtual.remove(router);
    } else if (condition != Condition.GONE) {
      virtual.put(router, addresses);
    }
    facts = null;
  }

  /** Removes the addresses of a router except these. */
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
