package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.cli.option.DurationConverter;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.Report;
import org.hactl.control.AgentRemoval;
import org.hactl.control.AgentRemoval.Stays;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.Fleet;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.TrialInventory;
import org.hactl.control.VersionToApply;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.hold.Left;
import org.hactl.host.Hold;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The way out of a site, as {@code onboard} is the way in. */
@Command(
    name = "offboard",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a host out of the site: its roles are given away and its connections end, the"
          + " directors no longer have it, everything that hactl put there is taken off, and the"
          + " hosts file loses it.",
      "Each step begins only after the one before it has succeeded; run it again to go on."
    },
    footer = {
      "",
      "Exit status: 0 the host has left, 1 not confirmed or the site needs the host, 2 a "
          + "host failed, 3 rolled back, 4 a host was unreachable, 7 the time is up and "
          + "connections are left."
    })
final class OffboardCommand extends HoldCommand {
  private static final String WHY = "it leaves the site";

  @Parameters(paramLabel = "HOST", description = "The host.")
  private String host = "";

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description = "The site file (default: playbooks/site.yml).")
  private @Nullable Path site;

  @Option(
      names = "--max",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "10m",
      description = "Longest wait for its connections to end (default: ${DEFAULT-VALUE}).")
  private Duration max = Duration.ofMinutes(10);

  @Option(
      names = "--gone",
      description = "The machine is gone: no connection to it is tried, and it is only forgotten.")
  private boolean gone;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  int run() throws SiteProblems, ControlException {
    if (where.isLimited()) {
      throw wrongOptions("--limit has no meaning here: the directors are part of it");
    }
    Seen seen = look();
    try (TrialInventory trial = TrialInventory.without(where.request(ssh).onlyInventory(), host)) {
      SiteLoader.Loaded loaded = load(siteFile(site), where.request(ssh).at(trial.path()));
      Hold held = new Hold.Maintenance(host, seen.word(Hold.State.HELD, WHY));
      if (!yes) {
        approve(seen, held);
      }
      Report report = report(loaded, false, false);
      int left = leave(seen, held);
      if (left != ExitCode.DONE) {
        return left;
      }
      Map<String, HostState> directors = directors(loaded.states());
      List<HostResult> results = new ArrayList<>(apply(loaded, Set.of(), report, directors));
      if (ExitCode.of(results) == ExitCode.DONE && !gone) {
        say("taking off %s what hactl put there".formatted(host));
        Fleet all = ssh.fleet(seen.hosts().targets(), CONFIRM_WITHIN);
        results.add(
            new AgentRemoval(all, report, Author.ofThisProcess()).remove(host, Stays.NOTHING));
      }
      int exitCode = ExitCode.of(results);
      if (exitCode == ExitCode.DONE) {
        trial.keep();
        say("%s no longer has %s".formatted(trial.file(), host));
        var _ = apply(loaded, Set.of(host), report, directors);
        var _ = tell(seen, List.of(held.with(seen.word(Hold.State.ENDED, WHY))), Set.of());
      } else {
        say(
            "%s stays in maintenance and in %s; mend the cause and run offboard again"
                .formatted(host, trial.file()));
      }
      report.end(results, exitCode);
      return exitCode;
    }
  }

  private void approve(Seen seen, Hold held) throws ControlException {
    List<String> reasons =
        new ArrayList<>(new Left(seen.statuses(), seen.holds().newest()).without(host, held));
    reasons.add("everything that hactl put on %s will be taken off".formatted(host));
    confirm(reasons, "--yes");
  }

  /** Gives the host's roles and connections away. */
  private int leave(Seen seen, Hold held) {
    Optional<DrainTarget> target = DrainTarget.find(host, null, seen.statuses());
    boolean answers = seen.statuses().containsKey(host);
    Told told = tell(seen, List.of(held), answers ? Set.of(host) : Set.of());
    if (told.exitCode() != ExitCode.DONE && !gone) {
      return told.exitCode();
    }
    if (answers) {
      MaintenanceCommand.Roles roles =
          MaintenanceCommand.roles(
              MaintenanceCommand.look(seen, host), System::nanoTime, Thread::sleep);
      if (roles.exitCode() != ExitCode.DONE) {
        err()
            .println(
                "hactl: "
                    + (roles.answered()
                        ? "%s is still master of %s: no other director takes it"
                            .formatted(host, String.join(", ", roles.kept()))
                        : roles.unknown(host)));
        return roles.exitCode();
      }
    }
    if (target.isEmpty() || gone) {
      return ExitCode.DONE;
    }
    return watch(seen, target.get(), false, max).gone() ? ExitCode.DONE : ExitCode.TIME_IS_UP;
  }

  /** Applies the site without the host to these hosts. */
  private List<HostResult> apply(
      SiteLoader.Loaded loaded, Set<String> forgotten, Report report, Map<String, HostState> states)
      throws ControlException {
    return new Applier(
            ssh.fleet(loaded.hosts().targets(), CONFIRM_WITHIN),
            report,
            loaded.asked(),
            version(loaded, site, forgotten, VersionToApply.Older.REFUSED))
        .with(loaded.site().policies().rollout())
        .apply(states);
  }

  /** The directors; in a site without one, every host, so that one of them forgets the host. */
  private static Map<String, HostState> directors(Map<String, HostState> states) {
    Map<String, HostState> directors = new LinkedHashMap<>();
    states.forEach((name, state) -> {
      if (state.directs()) {
        directors.put(name, state);
      }
    });
    return directors.isEmpty() ? states : directors;
  }
}
