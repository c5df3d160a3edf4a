package org.hactl.cli.text;

import org.hactl.api.CapacityView;
import org.hactl.api.HostStatus.ServiceView;
import org.hactl.control.view.TimeSpans;

/** What {@code hactl status} prints behind a service about what it needs of its real servers. */
record CapacityText(boolean colours, long nowMillis) {
  String of(ServiceView service) {
    CapacityView capacity = service.capacity();
    if (capacity == null) {
      return service.quorum() > 0 ? " quorum " + service.quorum() : "";
    }
    String quorum =
        " quorum %s (%d of %d)"
            .formatted(capacity.quorum().text(), capacity.live(), capacity.all());
    return quorum
        + switch (capacity.standing()) {
          case REACHED -> "";
          case UNKNOWN -> " unknown";
          case LOST ->
              " "
                  + Colour.RED.paint(
                      "LOST for " + TimeSpans.span(nowMillis - capacity.sinceMillis()), colours);
        };
  }
}
