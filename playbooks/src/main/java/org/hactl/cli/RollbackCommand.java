package org.hactl.cli;

import java.util.List;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.PendingSite;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Takes hosts that wait for their confirmation back to their last confirmed generation.")
final class RollbackCommand extends PendingCommand {
  @Option(
      names = "--pending",
      required = true,
      description = "Roll back the generations that wait for hactl confirm.")
  private boolean pending;

  @Override
  List<HostResult> end(PendingSite site, SiteLoader.SelectedHosts hosts) throws ControlException {
    return site.rollBack(hosts.selected());
  }

  /** What was asked for is no failure. */
  @Override
  int exitCode(List<HostResult> results) {
    return ExitCode.of(
        results.stream()
            .filter(result -> result.outcome() != HostResult.HostOutcome.UNDONE)
            .toList());
  }

  @Override
  int run() throws SiteProblems, ControlException {
    if (!pending) {
      throw wrongOptions("--pending is needed");
    }
    return runOnPending();
  }
}
