package org.hactl.agent.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.agent.peer.PeerMessage.Router;
import org.jspecify.annotations.Nullable;

/**
 * Another director, as last heard.
 *
 * @param wanted the state that its version of the site has for this host
 * @param saidNanos it said this at this moment or later, by this host's monotonic clock
 * @param sentNanos by its own monotonic clock
 * @param sinceNanos since when it has been heard with this serial without a break
 * @param parts its routers, by name, with the moment of the last message that had each one
 */
record HeardPeer(
    String host,
    long serial,
    long wanted,
    long saidNanos,
    long sentNanos,
    long sinceNanos,
    Map<String, Part> parts) {
  record Part(Router router, long saidNanos) {}

  HeardPeer {
    parts = Map.copyOf(parts);
  }

  static HeardPeer after(
      @Nullable HeardPeer known, PeerMessage message, long wanted, long saidNanos, long nowNanos) {
    boolean same = known != null && known.serial == message.serial();
    Map<String, Part> parts = new LinkedHashMap<>();
    if (known != null && same) {
      long oldest = saidNanos - PeerExchange.HEARD_WITHIN.toNanos();
      known.parts.forEach((name, part) -> {
        if (part.saidNanos() - oldest >= 0) {
          parts.put(name, part);
        }
      });
    }
    message.routers().forEach(router -> parts.put(router.name(), new Part(router, saidNanos)));
    return new HeardPeer(
        message.host(),
        message.serial(),
        wanted,
        saidNanos,
        message.sentNanos(),
        known != null && same ? known.sinceNanos : nowNanos,
        parts);
  }

  /** Whether a message that answers a challenge of this moment is newer than the last one. */
  boolean isBefore(long proofNanos, long otherSentNanos) {
    return proofNanos > saidNanos || proofNanos == saidNanos && otherSentNanos > sentNanos;
  }

  List<Router> routers() {
    return parts.values().stream().map(Part::router).toList();
  }
}
