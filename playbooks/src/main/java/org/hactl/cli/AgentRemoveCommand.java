package org.hactl.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.Report;
import org.hactl.cli.terminal.TerminalInput;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.AgentRemoval;
import org.hactl.control.AgentRemoval.Stays;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.view.Departure;
import org.hactl.control.view.HostAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Takes everything off a host that hactl put there, proves it with an empty plan, and removes"
          + " the agent.",
      "Packages that hactl installed go, and files that were there before come back."
    })
final class AgentRemoveCommand extends SiteCommand {
  @Parameters(paramLabel = "HOST", arity = "1..*", description = "The hosts, one after another.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--release",
      description =
          "Leave what hactl manages there as it is (addresses of roles are given up), and remove the"
              + " agent alone.")
  private boolean release;

  @Option(
      names = {"-C", "--check"},
      description = "Show what would change; change nothing.")
  private boolean check;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--force",
      description =
          "Also if directors still send to the host, or no other director can take a role.")
  private boolean force;

  @Override
  int run() throws SiteProblems, ControlException {
    if (where.isLimited()) {
      throw wrongOptions("name the hosts; --limit has no meaning here");
    }
    SiteLoader.SelectedHosts named =
        SiteLoader.hosts(where.request(ssh, Optional.of(String.join(",", hosts))));
    Stays stays = release ? Stays.RESOURCES : Stays.NOTHING;
    Report report = report("", check, false);
    AgentRemoval removal =
        new AgentRemoval(
            ssh.fleet(named.targets(), CONFIRM_WITHIN), report, Author.ofThisProcess());
    List<HostResult> results = new ArrayList<>();
    try {
      for (String host : named.selected()) {
        if (!check) {
          refuseLosses(host);
        }
        HostResult planned = removal.preview(host, stays);
        boolean goes = !check && planned.failure() == null && planned.pending();
        if (goes && !approved(host)) {
          throw new ControlException(
              "%s was not removed: the answer was not \"yes\"".formatted(host),
              "nothing was changed on it; --yes asks no question");
        }
        results.add(goes ? removal.remove(host, stays) : planned);
      }
    } catch (ControlException e) {
      if (!results.isEmpty()) {
        // What has become of the hosts before this one must be told.
        report.end(results, ExitCode.WRONG_REQUEST);
      }
      throw e;
    }
    int exitCode = ExitCode.of(results);
    report.end(results, exitCode);
    return exitCode;
  }

  private void refuseLosses(String host) throws SiteProblems, ControlException {
    if (force) {
      return;
    }
    SiteLoader.SelectedHosts all = SiteLoader.hosts(where.request(ssh, Optional.empty()));
    List<Answer<HostStatus>> answers =
        new AgentQueries(ssh.fleet(all.targets(), Duration.ZERO)).status(all.selected());
    List<HostAnswer> view = answers.stream().map(AgentQueries::forView).toList();
    List<String> losses = Departure.losses(host, view);
    if (!losses.isEmpty()) {
      throw new ControlException(
          String.join("; ", losses),
          "take %s out of the site and apply, or drain it; or remove it with --force; nothing was changed on it"
              .formatted(host));
    }
  }

  private boolean approved(String host) throws ControlException {
    if (yes) {
      return true;
    }
    if (!TerminalInput.isThere()) {
      throw new ControlException(
          "there is no terminal to ask whether hactl leaves " + host,
          "give --yes; nothing was changed on it");
    }
    return TerminalInput.answer("Remove hactl from %s? [yes/no] ", host).equals(Optional.of("yes"));
  }
}
