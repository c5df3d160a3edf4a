package org.hactl.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.cli.option.DurationConverter;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.text.HoldText;
import org.hactl.cli.text.PersistenceText;
import org.hactl.control.ControlException;
import org.hactl.control.SiteProblems;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.hold.Left;
import org.hactl.host.Hold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description =
        "Gives a real server no new connections: its weight becomes 0 on all directors; those that"
            + " it has go on.",
    footer = {
      "",
      "It stays drained whatever its checks, an apply, a restart or a failover say, until "
          + "hactl undrain.",
      "Exit status: 0 its connections are gone, 1 not confirmed, 2 a director failed, 4 a "
          + "director was unreachable, 7 the time is up and connections are left."
    })
final class DrainCommand extends HoldCommand {
  @Parameters(paramLabel = "HOST|ADDRESS", description = "The real server.")
  private String realServer = "";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only in this service (default: in all).")
  private @Nullable String service;

  @Option(
      names = "--until-empty",
      description =
          "Wait also until IPVS has forgotten closed connections, which it lists as inactive.")
  private boolean untilEmpty;

  @Option(
      names = "--max",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "10m",
      description = "Longest wait for the connections to end (default: ${DEFAULT-VALUE}).")
  private Duration max = Duration.ofMinutes(10);

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; status, holds and history show it.")
  private String reason = "";

  @Option(
      names = {"-y", "--yes"},
      description =
          "Do not ask where a service would be left with no healthy real server, or with less than"
              + " its quorum.")
  private boolean yes;

  @Override
  int run() throws SiteProblems, ControlException {
    String why = reason(reason);
    Seen seen = look();
    DrainTarget target =
        DrainTarget.find(realServer, service, seen.statuses())
            .orElseThrow(() -> HoldText.unknown(realServer, service, seen.statuses()));
    Hold hold = target.drain(seen.word(Hold.State.HELD, why));
    List<String> reasons = new Left(seen.statuses(), seen.holds().newest()).without(hold);
    if (!reasons.isEmpty() && !yes) {
      confirm(reasons, "--yes");
    }
    Told told = tell(seen, List.of(hold), Set.of());
    PersistenceText.of(target).forEach(this::say);
    DrainWatch.Seen last = watch(seen, target, untilEmpty, max);
    end(
        told,
        Map.of(
            "active", last.left().active(),
            "inactive", last.left().inactive(),
            "gone", last.gone()));
    return told.exitCode() == ExitCode.DONE && !last.gone() ? ExitCode.TIME_IS_UP : told.exitCode();
  }
}
