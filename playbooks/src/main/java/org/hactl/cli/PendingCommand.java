package org.hactl.cli;

import java.util.List;
import org.hactl.cli.option.LockOptions;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.report.Report;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.PendingSite;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Mixin;

/** What the commands that end the wait for a confirmation have in common. */
abstract class PendingCommand extends SiteCommand {
  @Mixin final LockOptions locks = new LockOptions();

  abstract List<HostResult> end(PendingSite site, SiteLoader.SelectedHosts hosts)
      throws ControlException;

  /**
   * @param hosts only these hosts and groups; empty for all that wait
   */
  final int runOnPending(List<String> hosts) throws SiteProblems, ControlException {
    SiteLoader.SelectedHosts selected = SiteLoader.hosts(request(hosts));
    Report report = report("", false, false);
    List<HostResult> results;
    try (PendingSite site =
            new PendingSite(
                ssh.fleet(selected.targets(), CONFIRM_WITHIN).with(locks.policy()),
                report,
                Author.ofThisProcess());
        Interruption _ = Interruption.of(site::interrupt, err())) {
      results = end(site, selected);
    }
    if (results.isEmpty() && output == OutputFormat.TEXT) {
      out().println("No host waits for a confirmation.");
      out().flush();
      return ExitCode.DONE;
    }
    int exitCode = exitCode(results);
    report.end(results, exitCode);
    return exitCode;
  }

  int exitCode(List<HostResult> results) {
    return ExitCode.of(results);
  }
}
