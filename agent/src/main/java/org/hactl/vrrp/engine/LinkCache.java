package org.hactl.vrrp.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/** The host's interfaces as they were last read. */
final class LinkCache {
  private final VrrpNetwork network;
  private final Map<String, LinkFacts> known = new HashMap<>();
  private final Map<String, MacAddress> hardware = new HashMap<>();
  private final Set<String> moved = new HashSet<>();

  LinkCache(VrrpNetwork network) {
    this.network = network;
  }

  /**
   * Reads an interface, and caches it.
   *
   * @return null if no interface has this name
   */
  @Nullable LinkFacts look(String interfaceName) {
    known.remove(interfaceName);
    LinkFacts facts = network.look(interfaceName);
    if (facts != null) {
      known.put(interfaceName, facts);
      note(interfaceName, facts.hardwareAddress());
    }
    return facts;
  }

  /** The cached interface, read only if it is not cached. */
  @Nullable LinkFacts facts(String interfaceName) {
    LinkFacts facts = known.get(interfaceName);
    return facts != null ? facts : look(interfaceName);
  }

  /** The state of an interface, read without waiting. */
  @Nullable LinkState state(String interfaceName) {
    return network.state(interfaceName);
  }

  /** The interface has changed: forgets it, and notes another hardware address if it has one. */
  void refresh(String interfaceName) {
    known.remove(interfaceName);
    if (hardware.containsKey(interfaceName)) {
      try {
        LinkState now = network.state(interfaceName);
        if (now != null) {
          note(interfaceName, now.hardwareAddress());
        }
      } catch (LinuxException e) {
        // The next look meets the same problem, and reports it.
      }
    }
  }

  private void note(String interfaceName, MacAddress now) {
    MacAddress before = hardware.put(interfaceName, now);
    if (before != null && !before.equals(now)) {
      moved.add(interfaceName);
    }
  }

  /** The interfaces whose hardware address has changed since the last call. */
  Set<String> takeMoved() {
    if (moved.isEmpty()) {
      return Set.of();
    }
    Set<String> taken = Set.copyOf(moved);
    moved.clear();
    return taken;
  }

  /** Forgets all interfaces. */
  void forgetAll() {
    known.clear();
  }
}
