package org.hactl.vrrp.engine;

import java.util.HashMap;
import java.util.Map;
import org.hactl.linux.kernel.LinkFacts;
import org.jspecify.annotations.Nullable;

/** The host's interfaces as they were last read. */
final class LinkCache {
  private final VrrpNetwork network;
  private final Map<String, LinkFacts> known = new HashMap<>();

  LinkCache(VrrpNetwork network) {
    this.network = network;
  }

  /**
   * Reads an interface, and caches it.
   *
   * @return null if there is none of that name
   */
  @Nullable LinkFacts look(String interfaceName) {
    known.remove(interfaceName);
    LinkFacts facts = network.look(interfaceName);
    if (facts != null) {
      known.put(interfaceName, facts);
    }
    return facts;
  }

  /** The cached interface, read only if it is not cached. */
  @Nullable LinkFacts facts(String interfaceName) {
    LinkFacts facts = known.get(interfaceName);
    return facts != null ? facts : look(interfaceName);
  }

  /** Forgets one interface: the next lookup reads it again. */
  void forget(String interfaceName) {
    known.remove(interfaceName);
  }

  /** Forgets all interfaces. */
  void forgetAll() {
    known.clear();
  }
}
