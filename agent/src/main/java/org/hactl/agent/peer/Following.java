package org.hactl.agent.peer;

import java.util.Collection;
import java.util.Optional;
import org.hactl.api.SiteVersion;

/**
 * Whether the version of the site that waits on this host is confirmed on another director: then
 * this host confirms it too, also if the run that applied it is gone. Pure.
 */
final class Following {
  private Following() {}

  /**
   * A director that has confirmed the version that waits here. It counts only if its version has
   * the same state for this host: two applies at once can give the same serial.
   */
  static Optional<HeardPeer> of(LocalSite local, Collection<HeardPeer> heard) {
    SiteVersion waits = local.following();
    if (waits == null) {
      return Optional.empty();
    }
    long wanted = PeerExchange.shortDigest(waits.members().get(local.host()));
    return heard.stream()
        .filter(peer -> wanted != 0 && peer.wanted() == wanted && peer.serial() == waits.serial())
        .findFirst();
  }
}
