package org.hactl.cli;

import java.time.Duration;
import java.util.List;
import org.hactl.control.Applier;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows what an apply would change; exit status 0 for no change, 5 for changes.")
final class PlanCommand extends SiteCommand {
  @Mixin private final PlanOptions options = new PlanOptions();

  @Override
  int run() throws SiteProblems {
    SiteLoader.Loaded loaded = load(options.site);
    Report report = report(loaded, true, options.diff);
    Applier applier =
        new Applier(
                ssh.fleet(loaded.hosts().targets(), Duration.ZERO), report, loaded.asked(), null)
            .with(loaded.site().policies().rollout());
    List<HostResult> results = applier.plan(loaded.selected());
    int failed = ExitCode.of(results);
    boolean pending = results.stream().anyMatch(HostResult::pending);
    int hosts = failed == ExitCode.DONE && pending ? ExitCode.CHANGES_PENDING : failed;
    int exitCode = ExitCode.of(hosts, report.findings());
    report.end(results, exitCode);
    return exitCode;
  }
}
