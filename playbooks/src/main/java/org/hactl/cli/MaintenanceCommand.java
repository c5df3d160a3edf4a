package org.hactl.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.text.HoldText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.ControlException;
import org.hactl.control.SiteProblems;
import org.hactl.control.failover.Line;
import org.hactl.control.failover.Prelude;
import org.hactl.control.failover.Retreat;
import org.hactl.control.hold.Left;
import org.hactl.control.host.HostException;
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
    passOn(seen, hold);
    Told told = tell(seen, List.of(hold), Set.of(host));
    if (seen.isSilent(host)) {
      return silent(told);
    }
    Roles roles = roles(look(seen, host), System::nanoTime, Thread::sleep);
    List<String> kept = roles.kept();
    Map<String, HostStatus> now = Answer.values(seen.queries().status(seen.holds().directors()));
    routers(seen.statuses().get(host)).forEach(router -> say(HoldText.master(router, now)));
    kept.forEach(router ->
        err()
            .println(
                "hactl: %s is still master of %s: no other director takes it"
                    .formatted(host, router)));
    if (!roles.answered()) {
      err().println("hactl: " + roles.unknown(host));
    }
    err().flush();
    end(told, Map.of("stillMaster", kept, "answered", roles.answered()));
    return told.exitCode() == ExitCode.DONE ? roles.exitCode() : told.exitCode();
  }

  /**
   * If the host is master, new connections go through the next master before the host is told; it
   * is told over the same connection, since it passes them on only for a while.
   */
  private void passOn(Seen seen, Hold hold) {
    List<String> silent =
        seen.answers().stream().filter(each -> each.failure() != null).map(Answer::host).toList();
    Optional<Retreat> retreat = Retreat.of(host, seen.statuses(), silent);
    if (retreat.isEmpty()) {
      return;
    }
    String next = retreat.get().next();
    List<Hold> words = seen.holds().newest().merge(List.of(hold)).all();
    var _ =
        AgentQueries.askAfter(
            seen.queries()::one,
            (taker, master) -> passOn(retreat.get(), taker, master),
            next,
            host,
            master -> master.ask(new Request.Holds(words), Reply.Holds.class, _ -> {}));
  }

  private void passOn(Retreat retreat, Line next, Line master) throws HostException {
    try {
      new Prelude(System::currentTimeMillis, Thread::sleep, this::say)
          .through(retreat.routers(), retreat.next(), retreat.intervalMillis(), next, master);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The other hosts know of the maintenance, and the host itself does not. */
  private int silent(Told told) {
    err()
        .println(
            "hactl: %s did not answer: it was not told, so it gives no role away and takes roles"
                    .formatted(host)
                + " as before");
    err()
        .println(
            "    next: run this command again when it answers, or look at the machine; hactl"
                + " status shows who is master");
    err().flush();
    end(told, Map.of("stillMaster", List.of(), "answered", false));
    return ExitCode.HOST_UNREACHABLE;
  }

  /** What a host in maintenance says now; null if it does not answer. */
  static Supplier<@Nullable HostStatus> look(Seen seen, String host) {
    return () -> {
      Answer<HostStatus> answer = seen.queries().status(List.of(host)).getFirst();
      return answer.value() == null && answer.failure() == null
          ? HostStatus.builder(host).build()
          : answer.value();
    };
  }

  /**
   * What became of the roles of a host in maintenance.
   *
   * @param kept the routers of which it is still master
   * @param answered whether it answered at the end
   */
  record Roles(List<String> kept, boolean answered) {
    int exitCode() {
      return !answered
          ? ExitCode.HOST_UNREACHABLE
          : kept.isEmpty() ? ExitCode.DONE : ExitCode.HOST_FAILED;
    }

    String unknown(String host) {
      return "%s does not answer any more: it is not known whether it gave its roles away; hactl status shows who is master"
          .formatted(host);
    }
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

  /** The roles of the host after the time for a hand-over. */
  static Roles roles(
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
        boolean gave = status != null && kept.isEmpty();
        if (gave || nanos.getAsLong() >= deadline) {
          return new Roles(kept, status != null);
        }
        pause.of(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Roles(List.of(), false);
    }
  }
}
