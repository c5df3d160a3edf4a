package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hactl.control.Applier;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Says what an apply would change; status 0 for nothing, 5 for something.")
final class PlanCommand extends SiteCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "SITE",
      description = "The site (default: playbooks/site.yml).")
  private @Nullable Path site;

  @Option(
      names = {"-D", "--diff"},
      description = "Show defaults too, and changed texts to their end.")
  private boolean diff;

  @Override
  int run() throws SiteProblems {
    SiteLoader.Loaded loaded = load(site);
    Report report = report(loaded, true, diff);
    Applier applier = new Applier(ssh.fleet(loaded.hosts().targets(), Duration.ZERO), report);
    List<HostResult> results = applier.plan(loaded.selected());
    int failed = ExitCode.of(results);
    boolean pending = results.stream().anyMatch(HostResult::pending);
    int exitCode = failed == ExitCode.DONE && pending ? ExitCode.CHANGES_PENDING : failed;
    report.end(results, exitCode);
    return exitCode;
  }
}
