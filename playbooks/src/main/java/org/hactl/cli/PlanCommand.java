package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.cli.option.PlanOptions;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.report.Report;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.hactl.control.plan.PlanFile;
import org.hactl.control.plan.PlanReview;
import org.hactl.control.plan.PlannedHost;
import org.hactl.control.plan.SavedPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows what an apply would change; exit status 0 for no change, 5 for changes.",
    footer = {
      "",
      "-o FILE.json saves the plan as well: `hactl apply FILE.json` carries out exactly "
          + "this plan, or nothing if a host or the site has changed since; `hactl plan "
          + "FILE.json` shows it."
    })
final class PlanCommand extends SiteCommand {
  @Mixin private final PlanOptions options = new PlanOptions();

  private @Nullable Path file;

  @Override
  void takeFile(String value) {
    if (!value.endsWith(".json")) {
      throw wrongOptions(
          "Invalid value for option '--output': text, json, jsonl or a FILE.json is needed, not '%s'"
              .formatted(value));
    }
    file = Path.of(value);
  }

  @Override
  int run() throws SiteProblems, ControlException {
    Optional<SavedPlan> saved = SavedPlans.read(options.site);
    if (saved.isPresent()) {
      return show(saved.get());
    }
    SiteLoader.Loaded loaded = load(options.site);
    if (options.listHosts) {
      return listHosts(loaded);
    }
    Report report = report(loaded, true, options.diff);
    Applier applier =
        new Applier(
                ssh.fleet(loaded.hosts().targets(), Duration.ZERO), report, loaded.asked(), null)
            .with(loaded.site().policies().rollout());
    List<PlannedHost> planned = new ArrayList<>();
    List<HostResult> results =
        file == null
            ? applier.plan(loaded.selected())
            : applier.reviewed(planned::addAll).preview(Applier.compiled(loaded.selected()));
    int failed = ExitCode.of(results);
    boolean pending = results.stream().anyMatch(HostResult::pending);
    int hosts = failed == ExitCode.DONE && pending ? ExitCode.CHANGES_PENDING : failed;
    int exitCode = ExitCode.of(hosts, report.findings());
    report.end(results, exitCode);
    if (file != null) {
      save(file, loaded, planned);
    }
    return exitCode;
  }

  private void save(Path to, SiteLoader.Loaded loaded, List<PlannedHost> planned)
      throws ControlException {
    List<String> failed =
        planned.stream().filter(host -> host.failure() != null).map(PlannedHost::host).toList();
    if (!failed.isEmpty()) {
      throw new ControlException(
          "%s was not written: there is no plan for %s".formatted(to, String.join(", ", failed)),
          "repair that, or leave it out with --limit '!%s'".formatted(failed.getFirst()));
    }
    VersionToApply version = version(loaded, options.site, Set.of(), VersionToApply.Older.REFUSED);
    try {
      PlanFile.write(to, SavedPlans.of(this, siteFile(options.site), version, planned));
    } catch (PlanReview.Refused e) {
      throw SavedPlans.refused(e);
    }
    err().println("saved: `hactl apply %s` carries out this plan".formatted(to));
  }

  private int show(SavedPlan plan) {
    if (file != null) {
      throw wrongOptions("this plan is saved already; -o FILE.json needs a site file");
    }
    if (output == OutputFormat.TEXT) {
      out().print(SavedPlans.header(plan));
    }
    Report report = report(plan.site(), true, options.diff);
    boolean pending = SavedPlans.show(plan, report);
    int exitCode = pending ? ExitCode.CHANGES_PENDING : ExitCode.DONE;
    if (output != OutputFormat.TEXT) {
      report.end(SavedPlans.results(plan), exitCode);
    }
    out().flush();
    return exitCode;
  }
}
