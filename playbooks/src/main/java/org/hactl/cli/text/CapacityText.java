package org.hactl.cli.text;

import java.util.List;
import org.hactl.api.CapacityView;
import org.hactl.api.CapacityView.SorryView;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.ServiceView;
import org.hactl.control.view.TimeSpans;
import org.jspecify.annotations.Nullable;

/** What {@code hactl status} prints about what a service needs of its real servers. */
record CapacityText(boolean colours, long nowMillis) {
  /** Behind the service. */
  String of(ServiceView service) {
    CapacityView capacity = service.capacity();
    if (capacity == null) {
      return service.quorum() > 0 ? " quorum " + service.quorum() : "";
    }
    String quorum =
        " quorum %s (%d of %d)"
            .formatted(capacity.quorum().text(), capacity.live(), capacity.all());
    String standing =
        switch (capacity.standing()) {
          case REACHED -> "";
          case UNKNOWN -> " unknown";
          case LOST -> " " + red("LOST for " + TimeSpans.span(nowMillis - capacity.sinceMillis()));
        };
    return quorum + standing + (capacity.kept() ? " " + red("ALL DOWN, KEPT IN SERVICE") : "");
  }

  /** A row for the sorry server, if there is one. */
  void row(ServiceView service, Table servers) {
    SorryView sorry = service.capacity() == null ? null : service.capacity().sorry();
    if (sorry != null) {
      servers.row(
          "sorry",
          sorry.address(),
          weight(sorry),
          sorry.inUse() ? "IN USE" : "stands by",
          "",
          "active %s inactive %s"
              .formatted(count(sorry.activeConnections()), count(sorry.inactiveConnections())),
          sorry.forward());
    }
  }

  /** A line for each command that has failed the last time. */
  void failedCommands(ServiceView service, StringBuilder text) {
    List<HookView> commands =
        service.capacity() == null ? List.of() : service.capacity().commands();
    for (HookView each : commands) {
      if (!each.ok()) {
        text.append(
            Colour.RED.line(
                "hook of %s for %s FAILED %s ago: %s: %s"
                    .formatted(
                        service.name(),
                        each.state(),
                        TimeSpans.span(nowMillis - each.atMillis()),
                        each.command(),
                        each.outcome()),
                colours));
      }
    }
  }

  private static String weight(SorryView sorry) {
    if (sorry.weight() != null) {
      return "weight " + sorry.weight();
    }
    return sorry.activeConnections() == null ? "weight ?" : "out";
  }

  private static String count(@Nullable Long count) {
    return count == null ? "?" : count.toString();
  }

  private String red(String text) {
    return Colour.RED.paint(text, colours);
  }
}
