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
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "Brings every host to what the site says.",
    footer = {
      "",
      "All hosts are reached and planned at once. Real servers and all others converge first, the",
      "directors after them, and last real servers that only give up a VIP. A director does not begin",
      "to send to a host that is not ready: it is left out and taken up by the next apply. Each host",
      "takes the site as one generation, confirmed over a new connection or taken back."
    })
final class ApplyCommand extends SiteCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "SITE",
      description = "The site (default: playbooks/site.yml).")
  private @Nullable Path site;

  @Option(
      names = {"-C", "--check"},
      description = "Say what would change and change nothing.")
  private boolean check;

  @Option(
      names = {"-D", "--diff"},
      description = "Show defaults too, and changed texts to their end.")
  private boolean diff;

  @Option(
      names = "--confirm-within",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description =
          "A host takes its new generation back unless it is reached again so soon (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration confirmWithin = Duration.ofSeconds(60);

  @Override
  int run() throws SiteProblems {
    SiteLoader.Loaded loaded = load(site);
    Report report = report(loaded, check, diff);
    Applier applier = new Applier(ssh.fleet(loaded.hosts().targets(), confirmWithin), report);
    List<HostResult> results =
        check ? applier.plan(loaded.selected()) : applier.apply(loaded.selected());
    int exitCode = ExitCode.of(results);
    report.end(results, exitCode);
    return exitCode;
  }
}
