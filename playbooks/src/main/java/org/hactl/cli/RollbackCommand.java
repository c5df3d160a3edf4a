package org.hactl.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hactl.cli.option.DurationConverter;
import org.hactl.cli.option.GenerationArguments;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.Report;
import org.hactl.cli.terminal.TerminalInput;
import org.hactl.control.AgentQueries;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.Fleet;
import org.hactl.control.HostResult;
import org.hactl.control.PendingSite;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollback.KeptVersions;
import org.hactl.control.rollback.Rollback;
import org.hactl.control.rollback.RollbackException;
import org.hactl.site.model.RolloutPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Takes the site, or hosts, back to an earlier state that the hosts keep; without a number,"
            + " to the serial of the site before the one in force.",
    footer = {
      "",
      "A rollback is an apply: it locks the hosts, shows the plan, and gives the hosts a "
          + "new generation and the site a new serial. It reads the inventory and no site file; "
          + "the states stay on the hosts. If one of the hosts does not keep its state any "
          + "more, nothing is done. All hosts are confirmed, or all go back.",
      "",
      "`hactl history` shows the serials of the site and the generations of each host, and `hactl diff` "
          + "what they changed. Examples:",
      "  hactl rollback              the whole site, to the serial before",
      "  hactl rollback --serial 7   the whole site, to serial 7",
      "  hactl rollback 12 lvs1      lvs1 alone, to its generation 12",
      "",
      "With --pending, hosts that wait for their confirmation go back to their last "
          + "confirmed generation."
    })
final class RollbackCommand extends PendingCommand {
  @Mixin private final GenerationArguments arguments = new GenerationArguments();

  @Option(
      names = "--pending",
      description =
          "Only end the wait after `hactl apply --confirm manual`: take the hosts that wait back to"
              + " their last confirmed generation.")
  private boolean pending;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; needed where standard input is no terminal.")
  private boolean yes;

  @Option(
      names = {"-C", "--check"},
      description = "Show what would change; change nothing.")
  private boolean check;

  @Option(
      names = {"-D", "--diff"},
      description = "Show defaults too, and every changed value in full.")
  private boolean diff;

  @Option(
      names = "--confirm-within",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "A host rolls back unless hactl confirms the generation within this time (default: 60s).")
  private @Nullable Duration confirmWithin;

  @Option(
      names = "--no-gate",
      description =
          "Confirm the hosts also if the site serves less well than before this rollback.")
  private boolean noGate;

  @Option(
      names = "--drain",
      description =
          "Drain real servers before their software restarts, as rollout.drain of a site does; a"
              + " rollback reads no site file, so that it does not know what that says.")
  private boolean drain;

  @Override
  int run() throws SiteProblems, ControlException {
    List<Long> numbers = arguments.numbers();
    if (pending) {
      refuseWithPending(numbers);
      return runOnPending(arguments.hosts());
    }
    if (numbers.size() > 1) {
      throw wrongOptions("one number is enough: " + numbers);
    }
    boolean byGeneration = !numbers.isEmpty() && !arguments.serial;
    if (byGeneration && arguments.hosts().isEmpty() && !where.isLimited()) {
      throw wrongOptions(
          "generation numbers differ between hosts: name the host, as in `hactl rollback %d HOST`,"
                  .formatted(numbers.getFirst())
              + " or give a serial of the site with --serial");
    }
    if (!check && !yes && !TerminalInput.isThere()) {
      throw wrongOptions("standard input is no terminal, so hactl cannot ask: add --yes");
    }
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(request(arguments.hosts()));
    Fleet fleet =
        ssh.fleet(hosts.targets(), Objects.requireNonNullElse(confirmWithin, CONFIRM_WITHIN))
            .with(locks.policy());
    return run(rollback(hosts, fleet), hosts, fleet);
  }

  /** What has no meaning where nothing is planned and nothing waits afterwards. */
  private void refuseWithPending(List<Long> numbers) {
    List<String> given = new ArrayList<>();
    if (!numbers.isEmpty()) {
      given.add("a number");
    }
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--serial", arguments.serial);
    options.put("--check", check);
    options.put("--diff", diff);
    options.put("--no-gate", noGate);
    options.put("--drain", drain);
    options.put("--confirm-within", confirmWithin != null);
    options.forEach((option, isGiven) -> {
      if (isGiven) {
        given.add(option);
      }
    });
    if (!given.isEmpty()) {
      throw wrongOptions(
          "--pending goes back to the last confirmed generation, which waits for nothing: it takes"
              + " only hosts, --wait and --break-lock, not "
              + String.join(", ", given));
    }
  }

  @Override
  List<HostResult> end(PendingSite site, SiteLoader.SelectedHosts hosts) throws ControlException {
    return site.rollBack(hosts.selected());
  }

  /** What was asked for is no failure. */
  @Override
  int exitCode(List<HostResult> results) {
    return ExitCode.of(
        results.stream().filter(result -> result.outcome() != HostOutcome.UNDONE).toList());
  }

  private Rollback rollback(SiteLoader.SelectedHosts hosts, Fleet fleet) throws ControlException {
    Rollback.By by = new Rollback.By(Author.ofThisProcess(), System.currentTimeMillis());
    List<Long> numbers = arguments.numbers();
    AgentQueries queries = new AgentQueries(fleet);
    if (numbers.isEmpty()) {
      PendingSite.refuseWaiting(queries.status(hosts.selected()));
    }
    try {
      KeptVersions kept = KeptVersions.of(KeptOnHosts.of(queries, hosts.selected()));
      if (!numbers.isEmpty() && !arguments.serial) {
        return Rollback.toGeneration(
            kept, numbers.getFirst(), hosts.selected(), hosts.targets().keySet(), by);
      }
      return Rollback.toVersion(
          kept,
          numbers.isEmpty() ? kept.before() : kept.serial(numbers.getFirst()),
          hosts.selected(),
          hosts.targets().keySet(),
          SshOptions.protocol(),
          by);
    } catch (RollbackException e) {
      throw new ControlException(String.valueOf(e.getMessage()), e.nextStep());
    }
  }

  private int run(Rollback rollback, SiteLoader.SelectedHosts hosts, Fleet fleet)
      throws ControlException {
    Report report = report(rollback.version().site(), check, diff);
    VersionToApply version =
        new VersionToApply(
            rollback.version(), Optional.empty(), Set.of(), VersionToApply.Older.FORCED);
    RolloutPolicy policy = RolloutPolicy.DEFAULT;
    Applier gated =
        new Applier(fleet, report, hosts.asked(), version)
            .with(drain ? policy.withDrain() : policy);
    Applier applier = noGate ? gated.withoutGate() : gated;
    if (!yes && !check) {
      Approval approval =
          new Approval(
              "Go back to " + rollback.to(),
              err(),
              new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
      applier =
          applier.reviewed(planned -> {
            report.pause();
            approval.review(planned);
          });
    }
    List<HostResult> results;
    if (check) {
      results = applier.preview(rollback.wanted());
    } else {
      try (Interruption _ = Interruption.of(applier::interrupt, err())) {
        results = applier.bring(rollback.wanted());
      }
    }
    return finish(report, results);
  }
}
