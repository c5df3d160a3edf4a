package org.hactl.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.cli.text.HoldText;
import org.hactl.control.ControlException;
import org.hactl.control.SiteProblems;
import org.hactl.control.hold.Left;
import org.hactl.control.view.SettledView;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Maintenance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "maintenance",
    mixinStandardHelpOptions = true,
    description =
        "Takes a host out of service: a director gives its virtual routers away and takes none, a real"
            + " server is drained on all directors.",
    footer = {
      "",
      "It lasts through applies, restarts and reboots, until it is off.",
      "Exit status: 0 done, 1 refused, 2 a host failed or kept a role, 4 a host was "
          + "unreachable."
    })
final class MaintenanceCommand extends HoldCommand {
  private static final Duration HAND_OVER = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  /** Whether maintenance begins or ends. */
  enum Switch {
    ON,
    OFF
  }

  @Parameters(index = "0", paramLabel = "HOST", description = "The host, as in the inventory.")
  private String host = "";

  @Parameters(index = "1", paramLabel = "on|off", description = "on or off.")
  private Switch wanted = Switch.OFF;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; status, holds and history show it.")
  private String reason = "";

  @Option(
      names = "--force",
      description =
          "Do it also where a router would be left without a director, or a service with no healthy"
              + " real server.")
  private boolean force;

  @Override
  int run() throws SiteProblems, ControlException {
    String why = reason(reason);
    Seen seen = look();
    if (!seen.hosts().targets().containsKey(host)) {
      throw new ControlException(
          host + " is not in the inventory",
          "name one of: %s; nothing was changed"
              .formatted(String.join(", ", seen.hosts().targets().keySet())));
    }
    return wanted == Switch.ON ? on(seen, why) : off(seen, why);
  }

  private int on(Seen seen, String why) throws ControlException {
    Hold hold = new Maintenance(host, seen.word(Hold.State.HELD, why));
    List<String> reasons = new Left(seen.statuses(), seen.holds().newest()).without(host, hold);
    if (!reasons.isEmpty() && !force) {
      throw new ControlException(
          String.join("; ", reasons), "to do it anyway: --force; nothing was changed");
    }
    Told told = tell(seen, List.of(hold), Set.of(host));
    List<String> kept =
        kept(
            () -> statuses(seen.queries().status(List.of(host))).get(host),
            System::nanoTime,
            Thread::sleep);
    Map<String, HostStatus> now = statuses(seen.queries().status(seen.holds().directors()));
    routers(seen.statuses().get(host)).forEach(router -> say(HoldText.master(router, now)));
    kept.forEach(router ->
        err()
            .println(
                "hactl: %s is still master of %s: no other director takes it"
                    .formatted(host, router)));
    err().flush();
    end(told, Map.of("stillMaster", kept));
    return told.exitCode() == ExitCode.DONE && !kept.isEmpty()
        ? ExitCode.HOST_FAILED
        : told.exitCode();
  }

  private int off(Seen seen, String why) throws ControlException {
    Hold held =
        seen.holds()
            .newest()
            .maintenance(host)
            .orElseThrow(() ->
                new ControlException(
                    host + " is not in maintenance, as far as the hosts say that answered",
                    "hactl holds shows what is held; nothing was changed"));
    Told told = tell(seen, List.of(held.with(seen.word(Hold.State.ENDED, why))), Set.of(host));
    end(told, Map.of());
    return told.exitCode();
  }

  private static List<String> routers(@Nullable HostStatus status) {
    return status == null ? List.of() : status.routers().stream().map(RouterView::name).toList();
  }

  /** The routers of which the host is still master after the time for a hand-over. */
  static List<String> kept(
      Supplier<@Nullable HostStatus> look, LongSupplier nanos, SettledView.Pause pause) {
    long deadline = nanos.getAsLong() + HAND_OVER.toNanos();
    try {
      while (true) {
        HostStatus status = look.get();
        List<String> kept =
            status == null
                ? List.of()
                : status.routers().stream()
                    .filter(RouterView::leads)
                    .map(RouterView::name)
                    .toList();
        if (kept.isEmpty() || nanos.getAsLong() >= deadline) {
          return kept;
        }
        pause.of(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
