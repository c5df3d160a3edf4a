package org.hactl.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a director has heard of the other directors' versions of the site.
 *
 * @param keyId names the key of the site that it holds; empty if it holds none, and neither sends
 *     nor listens
 * @param sinceMillis since when it has listened with this key
 * @param heard the directors that were heard in the last seconds
 * @param refused packets that did not count since the agent started, by reason
 * @param error why nothing can be sent or received; empty if there is no such error
 */
public record PeersView(
    String keyId, long sinceMillis, List<Peer> heard, Map<String, Long> refused, String error) {
  public static final PeersView NONE = new PeersView("", 0, List.of(), Map.of(), "");

  public PeersView {
    heard = List.copyOf(heard);
    refused = Map.copyOf(Objects.requireNonNullElse(refused, Map.of()));
  }

  /**
   * A director that was heard.
   *
   * @param serial of the version of the site that it holds
   * @param newer whether its version is newer, and has another state for this host
   */
  public record Peer(String host, long serial, boolean newer) {}

  /** Whether it has heard this host. */
  public boolean hears(String host) {
    return heard.stream().anyMatch(each -> each.host().equals(host));
  }
}
