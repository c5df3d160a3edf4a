package org.hactl.vrrp.engine;

import java.util.HashMap;
import java.util.Map;
import org.hactl.linux.kernel.LinkFacts;
import org.jspecify.annotations.Nullable;

/** What was last seen of the host's interfaces. */
final class LinkCache {
  private final VrrpNetwork network;
  private final Map<String, LinkFacts> known = new HashMap<>();

  LinkCache(VrrpNetwork network) {
    this.network = network;
  }

  /**
   * Looks at an interface.
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

  /** What is known of an interface; looks at it only if nothing is. */
  @Nullable LinkFacts facts(String interfaceName) {
    LinkFacts facts = known.get(interfaceName);
    return facts != null ? facts : look(interfaceName);
  }

  /** Whoever asks next looks anew. */
  void forget(String interfaceName) {
    known.remove(interfaceName);
  }

  /** Whoever asks next looks anew at any interface. */
  void forgetAll() {
    known.clear();
  }
}
