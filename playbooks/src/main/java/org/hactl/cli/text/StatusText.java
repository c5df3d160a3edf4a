package org.hactl.cli.text;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.LockView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.OwnView;
import org.hactl.api.ServiceView;
import org.hactl.api.SiteVersion;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.TimeSpans;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hactl status} prints.
 *
 * @param nowMillis this machine's time, used for agents that do not report their host's time
 * @param zone that of the times of day
 */
public record StatusText(boolean colours, long nowMillis, ZoneId zone) {
  public String of(List<Answer<HostStatus>> answers) {
    StringBuilder text = new StringBuilder();
    for (Answer<HostStatus> answer : answers) {
      if (answer.value() != null) {
        append(answer.host(), answer.value(), text);
      } else {
        text.append(Colour.BOLD.paint(answer.host(), colours)).append("  ");
        HostFailure failure = answer.failure();
        if (failure == null) {
          text.append("no agent: hactl apply installs it\n");
        } else {
          text.append(Colour.RED.paint(answer.unreachable() ? "UNREACHABLE" : "FAILED", colours));
          text.append(": ").append(Printable.text(failure.message()));
          text.append("\n    next: ").append(Printable.text(failure.nextStep())).append('\n');
        }
      }
    }
    return text.toString();
  }

  private void append(String host, HostStatus status, StringBuilder text) {
    // Ages are computed with the host's own clock, which may differ from this machine's.
    long now = status.nowMillis() > 0 ? status.nowMillis() : nowMillis;
    text.append(Colour.BOLD.paint(host, colours));
    text.append("  ").append(convergence(status));
    text.append(
        "  generation %d%s, agent %s up %s%n"
            .formatted(
                status.generation(),
                waits(status),
                status.agentVersion(),
                TimeSpans.span(now - status.startedAtMillis())));
    if (status.version() != null) {
      text.append("  site ").append(version(status.version(), now)).append('\n');
    }
    text.append(new PeersText(colours).of(status));
    LockView lock = status.lock();
    if (lock != null) {
      text.append(
          Printable.text(
              "  locked by %s for %s, %s ago%n"
                  .formatted(
                      lock.owner(), lock.purpose(), TimeSpans.span(now - lock.sinceMillis()))));
    }
    Holds holds = Holds.of(Objects.requireNonNullElse(status.holds(), List.<Hold>of()));
    holds
        .maintenance(host)
        .ifPresent(hold ->
            text.append(Colour.YELLOW.line("in maintenance " + HoldText.by(hold, now), colours)));
    for (String error : status.errors()) {
      text.append(Colour.RED.line(error, colours));
    }
    text.append(new VrrpText(colours, now).of(status));
    text.append(new TrackerText(now).of(status.trackers()));
    text.append(new BfdText(colours, now).of(status.bfd(), status.bfdEngine()));
    text.append(new ConnectionSyncText(colours, now).of(status.connectionSync()));
    for (ServiceView service : status.services()) {
      text.append(
          "  service %s %s %s %s%s%s%n"
              .formatted(
                  service.name(),
                  service.address(),
                  service.scheduler(),
                  service.forward().toLowerCase(Locale.ROOT),
                  waits(service),
                  new CapacityText(colours, now).of(service)));
      Table servers = new Table();
      service.realServers().forEach(server -> row(service, server, holds, now, servers));
      new CapacityText(colours, now).row(service, servers);
      text.append(servers.text("    ")).append(TrialText.of(service));
      new CapacityText(colours, now).failedCommands(service, text);
    }
    if (status.drift().found() > 0) {
      text.append(
          "  drift: %d found, %d repaired since the agent started%s (%s)%n"
              .formatted(
                  status.drift().found(),
                  status.drift().corrected(),
                  lastHour(status.drift()),
                  status.drift().policy()));
    }
    if (!status.unmanaged().isEmpty()) {
      text.append(
          "  not ours: %s%n"
              .formatted(
                  status.unmanaged().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(", "))));
    }
  }

  private String waits(HostStatus status) {
    return status.confirmed() ? "" : " (%s)".formatted(waits(status, zone));
  }

  /** What an unconfirmed generation waits for. */
  static String waits(HostStatus status, ZoneId zone) {
    Long until = status.confirmUntilMillis();
    return until == null
        ? "not confirmed yet"
        : (status.confirmsItself() ? "confirms itself at " : "waits for confirmation until ")
            + Standing.timeOfDay(until, zone);
  }

  /** A director that is itself a real server balances as master alone. */
  private static String waits(ServiceView service) {
    return service.waitsFor() == null
        ? ""
        : " not in IPVS until master of " + Printable.text(service.waitsFor());
  }

  private static String lastHour(DriftView drift) {
    return drift.foundLastHour() == null
        ? ""
        : ", %d of them within the last hour".formatted(drift.foundLastHour());
  }

  private static String version(SiteVersion version, long now) {
    return Printable.text("%s %s".formatted(version.site(), version.text()))
        + ", "
        + TimeSpans.span(now - version.atMillis())
        + " ago";
  }

  private String convergence(HostStatus status) {
    return switch (status.convergence()) {
      case CONVERGED -> Colour.GREEN.paint("converged", colours);
      case CONVERGING -> Colour.YELLOW.paint("converging", colours);
      case FAILED -> Colour.RED.paint("FAILED, will be tried again", colours);
      case EMPTY -> "nothing applied yet";
    };
  }

  private static void row(
      ServiceView service, RealServerView server, Holds holds, long now, Table table) {
    String health = server.health().name().toLowerCase(Locale.ROOT);
    table.row(
        server.host(),
        "%s:%d".formatted(server.address(), server.port()),
        (service.waitsFor() == null ? weight(server) : "waits") + own(server.own()),
        server.health() == Health.UNHEALTHY ? health.toUpperCase(Locale.ROOT) : health,
        server.sinceMillis() > 0 ? "for " + TimeSpans.span(now - server.sinceMillis()) : "",
        "active %s inactive %s"
            .formatted(count(server.activeConnections()), count(server.inactiveConnections())),
        Printable.text(detail(service, server, holds, now)));
  }

  /** What holds it, how it starts, and what its last check said. */
  private static String detail(ServiceView service, RealServerView server, Holds holds, long now) {
    return Stream.concat(
            holds.draining(service.name(), server.host(), server.address()).stream()
                .map(hold -> HoldText.state(hold, now)),
            Stream.of(
                byChecks(server), slowStart(server), server.detail() + TriesText.of(server, now)))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String byChecks(RealServerView server) {
    return server.checkPercent() == null
        ? ""
        : "%d%% of its weight by its checks".formatted(server.checkPercent());
  }

  private static String slowStart(RealServerView server) {
    return server.slowStartPercent() == null
        ? ""
        : "slow start, %d%% of its weight".formatted(server.slowStartPercent());
  }

  private static String weight(RealServerView server) {
    if (server.weight() != null) {
      Integer inSite = server.siteWeight();
      return "weight "
          + server.weight()
          + (inSite == null || inSite.equals(server.weight()) ? "" : " (site " + inSite + ")");
    }
    return server.ipvsKnown() ? "out" : "weight ?";
  }

  /** What it has otherwise than the service. */
  static String own(@Nullable OwnView own) {
    return own == null
        ? ""
        : (own.forward() == null ? "" : " " + own.forward())
            + (own.tunnel() == null ? "" : " " + own.tunnel())
            + (own.maxConnections() == null ? "" : " max " + own.maxConnections())
            + (own.minConnections() == null ? "" : " min " + own.minConnections());
  }

  private static String count(@Nullable Long count) {
    return count == null ? "?" : count.toString();
  }
}
