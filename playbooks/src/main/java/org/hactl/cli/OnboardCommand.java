package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OnboardReport;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.Onboarding;
import org.hactl.control.Onboarding.Newcomer;
import org.hactl.control.Onboarding.StepFailed;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "onboard",
    mixinStandardHelpOptions = true,
    description = "Prepares and probes a new real server, then adds it to the service.",
    footer = {
      "",
      "If a step before the directors fails, nothing is added: hosts.yml and the "
          + "directors stay as they are, and the new host is rolled back."
    })
final class OnboardCommand extends SiteCommand {
  /** Long enough for both probes; no director sends to the new host in the meantime. */
  private static final Duration CONFIRM_TIMEOUT = Duration.ofMinutes(3);

  @Parameters(paramLabel = "NAME", description = "The new host's name.")
  private String name = "";

  @Option(
      names = "--address",
      required = true,
      paramLabel = "ADDRESS",
      description = "Its address.")
  private String address = "";

  @Option(names = "--group", required = true, paramLabel = "GROUP", description = "Its group.")
  private String group = "";

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description = "The site file (default: playbooks/site.yml).")
  private @Nullable Path site;

  @Override
  int run() throws SiteProblems, ControlException {
    OnboardReport report = OnboardReport.of(output, out(), name);
    Onboarding onboarding =
        new Onboarding(
            targets -> ssh.fleet(targets, CONFIRM_TIMEOUT),
            loaded -> version(loaded, site, Set.of(), VersionToApply.Older.REFUSED),
            report);
    try (Interruption _ = Interruption.of(onboarding::interrupt, err())) {
      List<HostResult> results =
          onboarding.onboard(
              new Newcomer(name, address, group),
              Objects.requireNonNullElse(site, DEFAULT_SITE),
              where.request(ssh));
      int exitCode = ExitCode.of(results);
      report.end(results, exitCode);
      return exitCode;
    } catch (StepFailed e) {
      report.failed(e, ExitCode.HOST_FAILED);
      return ExitCode.HOST_FAILED;
    }
  }
}
