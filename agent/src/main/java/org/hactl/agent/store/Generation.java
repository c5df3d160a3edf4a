package org.hactl.agent.store;

import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * A host state with a number.
 *
 * @param number counts from 1 and is never used twice on a host
 * @param digest of the state's canonical JSON
 * @param atMillis when the generation arrived at this host, since the epoch
 * @param version the version of the site that it belongs to; null from an older control node
 */
public record Generation(
    long number, String digest, long atMillis, HostState state, @Nullable SiteVersion version) {
  /** A generation that belongs to no version of a site. */
  public Generation(long number, String digest, long atMillis, HostState state) {
    this(number, digest, atMillis, state, null);
  }

  /** This generation, as part of another version of the site. */
  Generation with(SiteVersion other) {
    return new Generation(number, digest, atMillis, state, other);
  }
}
