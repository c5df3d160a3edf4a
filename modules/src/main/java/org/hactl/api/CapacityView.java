package org.hactl.api;

import java.util.List;
import java.util.Objects;
import org.hactl.api.HostStatus.HookView;
import org.hactl.host.Quorum;
import org.hactl.host.ServiceNeed;
import org.jspecify.annotations.Nullable;

/**
 * Whether a virtual service has what it needs of its real servers.
 *
 * @param sinceMillis when the quorum was reached or lost, by the host's clock
 * @param live what the healthy real servers count together that are not drained: their number, or
 *     their weights in the site
 * @param all what all real servers would count
 * @param sorry null if the service has no sorry server
 * @param kept whether all real servers fail their checks, and are kept in service as the site says
 * @param commands how each command for its quorum last ended
 */
public record CapacityView(
    Quorum quorum,
    Standing standing,
    long sinceMillis,
    int live,
    int all,
    @Nullable SorryView sorry,
    boolean kept,
    List<HookView> commands) {
  public CapacityView {
    commands = List.copyOf(Objects.requireNonNullElse(commands, List.of()));
  }

  public enum Standing {
    REACHED,
    LOST,
    /** The checks have not decided yet. */
    UNKNOWN
  }

  /**
   * @param address in the form {@code 192.0.2.9:80}
   * @param forward {@code dr}, {@code nat} or {@code tun}
   * @param inUse whether it gets the connections of the service
   * @param weight in IPVS; null if it has no entry there
   * @param activeConnections null if the IPVS table could not be read
   * @param inactiveConnections likewise
   */
  public record SorryView(
      String address,
      String forward,
      boolean inUse,
      @Nullable Integer weight,
      @Nullable Long activeConnections,
      @Nullable Long inactiveConnections) {}

  /** A service without a sorry server that has real servers. */
  public CapacityView(Quorum quorum, Standing standing, long sinceMillis, int live, int all) {
    this(quorum, standing, sinceMillis, live, all, null, false, List.of());
  }

  /** What the quorum needs so that it is not lost. */
  ServiceNeed need() {
    return ServiceNeed.of(quorum);
  }

  /** What else serves instead of healthy real servers, as a sentence; empty if nothing does. */
  public String instead() {
    if (sorry != null && sorry.inUse()) {
      return "the sorry server " + sorry.address() + " answers";
    }
    return kept ? "kept in service" : "";
  }
}
