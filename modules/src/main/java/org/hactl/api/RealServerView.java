package org.hactl.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * @param weight its weight in IPVS; null if the real server has no IPVS entry, or if {@link
 *     #ipvsKnown} is false
 * @param detail what the last check said
 * @param activeConnections 0 if it has no entry; null if the IPVS table could not be read
 * @param inactiveConnections likewise
 * @param own what it has otherwise than the service; null for nothing, and from an older agent
 * @param trial what a check on trial says, which decides nothing before its generation is
 *     confirmed; null if none is on trial
 * @param siteWeight its weight in the site; null from an older agent
 * @param slowStartPercent what part of its weight it gets while it starts slowly; null if all
 * @param checkPercent what part of its weight its checks give it; null if they say nothing of it
 * @param tries how the last try of each of its checks ended; null from an older agent
 */
public record RealServerView(
    String host,
    String address,
    int port,
    @Nullable Integer weight,
    Health health,
    long sinceMillis,
    String detail,
    @Nullable Long activeConnections,
    @Nullable Long inactiveConnections,
    @Nullable TrialView trial,
    @Nullable OwnView own,
    @Nullable Integer siteWeight,
    @Nullable Integer slowStartPercent,
    @Nullable Integer checkPercent,
    @Nullable List<TryView> tries) {

  /** A builder for a real server whose entry in IPVS could not be read. */
  public static RealServerViewBuilder builder(String host, String address, int port) {
    return new RealServerViewBuilder(host, address, port);
  }

  /** Its weight in the site; 1 if the agent does not say. */
  public int counts() {
    return Objects.requireNonNullElse(siteWeight, 1);
  }

  /** Whether the agent could read its entry in IPVS; if not, the errors say why. */
  public boolean ipvsKnown() {
    return activeConnections != null;
  }

  /**
   * What a real server has otherwise than its service; null for the service's own.
   *
   * @param forward {@code dr}, {@code nat} or {@code tun}
   * @param maxConnections IPVS's upper threshold
   * @param minConnections IPVS's lower threshold
   * @param tunnel its kind, port and checksum: {@code gue 6080 csum}; null for IP in IP
   */
  public record OwnView(
      @Nullable String forward,
      @Nullable Integer maxConnections,
      @Nullable Integer minConnections,
      @Nullable String tunnel) {}

  /**
   * What a check on trial says about a real server.
   *
   * @param health {@code UNKNOWN} until it has decided
   * @param detail what its last try said
   */
  public record TrialView(Health health, long sinceMillis, String detail) {}

  public enum Health {
    HEALTHY,
    UNHEALTHY,
    /** The check has not decided yet. */
    UNKNOWN,
    /** The site has no check for it. */
    UNCHECKED
  }
}
