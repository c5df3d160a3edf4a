package org.hactl.api;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the site that a director knows. While a new key replaces an older one, each director
 * accepts both, so that any two of them understand each other.
 *
 * @param key the one with which it writes its messages
 * @param accepted another one with which others may write theirs; null for none
 */
public record SiteKeys(SiteKey key, @Nullable SiteKey accepted) {
  /** Those with which a message may be written. */
  public List<SiteKey> all() {
    return accepted == null ? List.of(key) : Stream.of(key, accepted).distinct().toList();
  }

  /** Whether a director with these and one with the others may have spoken before. */
  public boolean sharesOneWith(SiteKeys other) {
    return all().stream().anyMatch(other.all()::contains);
  }
}
