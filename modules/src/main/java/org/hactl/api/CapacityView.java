package org.hactl.api;

import org.hactl.host.Quorum;
import org.hactl.host.ServiceNeed;

/**
 * Whether a virtual service has what it needs of its real servers.
 *
 * @param sinceMillis when the quorum was reached or lost, by the host's clock
 * @param live what the healthy real servers count together that are not drained: their number, or
 *     their weights in the site
 * @param all what all real servers would count
 */
public record CapacityView(Quorum quorum, Standing standing, long sinceMillis, int live, int all) {
  public enum Standing {
    REACHED,
    LOST,
    /** The checks have not decided yet. */
    UNKNOWN
  }

  /** What the quorum needs so that it is not lost. */
  ServiceNeed need() {
    return ServiceNeed.of(quorum);
  }
}
