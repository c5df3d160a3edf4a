package org.hactl.cli.text;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.LockView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.view.SiteOverview;
import org.hactl.control.view.SiteOverview.RouterLine;
import org.hactl.control.view.SiteOverview.ServiceLine;
import org.hactl.control.view.TimeSpans;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.jspecify.annotations.Nullable;

/**
 * The whole site on one screen: routers, services with bars, hosts.
 *
 * @param zone that of the times of day
 */
public record SiteScreen(boolean colours, ZoneId zone) {
  private static final int BAR = 10;

  /** The screen's text. */
  public String of(SiteOverview site, List<Answer<HostStatus>> answers) {
    StringBuilder text = new StringBuilder();
    if (!site.routers().isEmpty()) {
      Table routers = new Table();
      routers.row("ROUTER", "MASTER", "FOR", "OTHERS", "HOLDS");
      site.routers().forEach(each -> row(each, routers));
      text.append(routers.text(""));
    }
    Map<String, Holds> holds = holds(answers);
    site.services().forEach(each -> service(each, holds, text));
    Table hosts = new Table();
    hosts.row("HOST", "STATE", "SERIAL", "GENERATION", "DRIFT OF THE LAST HOUR", "");
    answers.forEach(each -> row(each, hosts));
    return text.append(hosts.text("")).toString();
  }

  private static void row(RouterLine router, Table table) {
    table.row(
        router.name(),
        router.masters().isEmpty() ? "none here" : String.join(" AND ", router.masters()),
        router.masters().isEmpty() ? "" : TimeSpans.span(router.forMillis()),
        String.join(", ", router.others()),
        router.masters().isEmpty() ? "" : String.join(", ", router.vips()));
  }

  private static Map<String, Holds> holds(List<Answer<HostStatus>> answers) {
    Map<String, Holds> holds = new HashMap<>();
    answers.forEach(answer -> {
      if (answer.value() != null && answer.value().holds() != null) {
        holds.put(answer.host(), Holds.of(answer.value().holds()));
      }
    });
    return holds;
  }

  private void service(ServiceLine line, Map<String, Holds> holds, StringBuilder text) {
    String health = Printable.text(line.text());
    text.append(
        "%s %s %s %s: %s, seen by %s%n"
            .formatted(
                Colour.BOLD.paint("SERVICE " + Printable.text(line.service().name()), colours),
                line.service().address(),
                line.service().scheduler(),
                line.service().forward().toLowerCase(Locale.ROOT),
                line.isDown() || line.isReplaced() ? Colour.RED.paint(health, colours) : health,
                line.seenBy()));
    int heaviest = 0;
    long busiest = 0;
    for (RealServerView server : line.service().realServers()) {
      heaviest = Math.max(heaviest, server.weight() == null ? 0 : server.weight());
      busiest = Math.max(busiest, active(server));
    }
    Table table = new Table();
    for (RealServerView server : line.service().realServers()) {
      table.row(
          server.host(),
          "%s:%d".formatted(server.address(), server.port()),
          (line.service().waitsFor() == null ? weight(server, heaviest) : "waits")
              + StatusText.own(server.own()),
          "active %d %s".formatted(active(server), bar(active(server), busiest)),
          health(server, line.nowMillis()),
          holds
              .getOrDefault(line.seenBy(), Holds.NONE)
              .draining(line.service().name(), server.host(), server.address())
              .stream()
              .map(hold -> HoldText.state(hold, line.nowMillis()))
              .collect(Collectors.joining("; ")));
    }
    text.append(table.text("  "));
    line.disagreeing()
        .forEach(other ->
            text.append("  ")
                .append(Colour.YELLOW.paint("differs on " + Printable.text(other), colours))
                .append('\n'));
  }

  private static long active(RealServerView server) {
    Long active = server.activeConnections();
    return active == null ? 0 : active;
  }

  private static String weight(RealServerView server, int heaviest) {
    if (server.weight() == null) {
      return server.ipvsKnown() ? "out" : "weight ?";
    }
    return "weight %d %s".formatted(server.weight(), bar(server.weight(), heaviest));
  }

  /** A bar as long as the value is large, of {@link #BAR} cells; any value above 0 has one cell. */
  static String bar(long value, long largest) {
    if (value <= 0 || largest <= 0) {
      return ".".repeat(BAR);
    }
    int cells = (int) Math.clamp(Math.round((double) value * BAR / largest), 1L, BAR);
    return "#".repeat(cells) + ".".repeat(BAR - cells);
  }

  private static String health(RealServerView server, long nowMillis) {
    String since =
        server.sinceMillis() > 0 ? " for " + TimeSpans.span(nowMillis - server.sinceMillis()) : "";
    String word = server.health().name();
    return server.health() == Health.UNHEALTHY
        ? word + since + ": " + Printable.text(server.detail())
        : word.toLowerCase(Locale.ROOT) + since;
  }

  private void row(Answer<HostStatus> answer, Table table) {
    HostStatus status = answer.value();
    if (status == null) {
      table.row(
          answer.host(),
          answer.failure() == null ? "no agent" : answer.unreachable() ? "UNREACHABLE" : "FAILED",
          "",
          "",
          "",
          answer.failure() == null ? "" : Printable.text(answer.failure().message()));
      return;
    }
    table.row(
        answer.host(),
        state(status.convergence()),
        status.version() == null ? "" : String.valueOf(status.version().serial()),
        status.generation() + (status.confirmed() ? "" : " " + StatusText.waits(status, zone)),
        drift(status.drift()),
        remarks(status));
  }

  private static String state(Convergence convergence) {
    return switch (convergence) {
      case CONVERGED, CONVERGING -> convergence.name().toLowerCase(Locale.ROOT);
      case FAILED -> "FAILED";
      case EMPTY -> "nothing applied";
    };
  }

  private static String drift(DriftView drift) {
    Long lastHour = drift.foundLastHour();
    return lastHour == null ? "?" : lastHour == 0 ? "none" : lastHour.toString();
  }

  private static String remarks(HostStatus status) {
    List<String> remarks = new ArrayList<>();
    @Nullable LockView lock = status.lock();
    if (lock != null) {
      remarks.add("locked by %s for %s".formatted(lock.owner(), lock.purpose()));
    }
    Holds.of(Objects.requireNonNullElse(status.holds(), List.<Hold>of()))
        .maintenance(status.host())
        .ifPresent(hold -> remarks.add(HoldText.state(hold, status.nowMillis())));
    remarks.addAll(status.errors());
    return Printable.text(String.join("; ", remarks)).replace('\n', ' ');
  }
}
