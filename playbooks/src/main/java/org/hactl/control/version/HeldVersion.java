package org.hactl.control.version;

import java.util.List;
import org.hactl.api.SiteVersion;

/**
 * A version of the site, and who says that it exists.
 *
 * @param hosts the hosts that hold it, in order; at least one
 */
public record HeldVersion(SiteVersion version, List<String> hosts) {
  private static final int NAMES = 4;

  public HeldVersion {
    hosts = List.copyOf(hosts);
  }

  /** In the form {@code lvs1, lvs2 hold serial 9 (by ann@desk)}. */
  String text() {
    String names =
        hosts.size() > NAMES
            ? "%s and %d more"
                .formatted(String.join(", ", hosts.subList(0, NAMES)), hosts.size() - NAMES)
            : String.join(", ", hosts);
    return "%s %s %s".formatted(names, hosts.size() == 1 ? "holds" : "hold", version.text());
  }
}
