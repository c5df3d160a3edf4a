package org.hactl.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.PendingSite;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.SiteRequest;
import picocli.CommandLine.Parameters;

/** What the commands that end the wait for a confirmation have in common. */
abstract class PendingCommand extends SiteCommand {
  /** For the signs of life while this command works. */
  private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(60);

  @Parameters(
      paramLabel = "HOST",
      arity = "0..*",
      description = "Only these hosts and groups, as with --limit; without it, all that wait.")
  private List<String> hosts = new ArrayList<>();

  abstract List<HostResult> end(PendingSite site, SiteLoader.SelectedHosts hosts)
      throws ControlException;

  final int runOnPending() throws SiteProblems, ControlException {
    SiteLoader.SelectedHosts selected = SiteLoader.hosts(request());
    Report report = report("", false, false);
    List<HostResult> results;
    try (PendingSite site =
        new PendingSite(
            ssh.fleet(selected.targets(), CONFIRM_WITHIN), report, Author.ofThisProcess())) {
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

  private SiteRequest request() {
    if (hosts.isEmpty()) {
      return where.request(ssh);
    }
    if (where.isLimited()) {
      throw wrongOptions(
          "hosts are named as %s and with --limit: name them in one place"
              .formatted(String.join(" ", hosts)));
    }
    return where.request(ssh, Optional.of(String.join(",", hosts)));
  }
}
