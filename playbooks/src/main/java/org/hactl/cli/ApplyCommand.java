package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.Fleet;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.hactl.control.plan.PlanDifferences.Stage;
import org.hactl.control.plan.SavedPlan;
import org.hactl.control.plan.SavedPlanReview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "Makes every host match the site.",
    footer = {
      "",
      "hactl plans all hosts at once. Real servers and other hosts converge first, then the directors,",
      "then the real servers that only give up a VIP. A director does not start sending to a host that",
      "is not ready; the next apply adds that host. Each host takes the site as one generation: hactl",
      "confirms it over a new connection, or the host rolls back.",
      "",
      "With a plan that `hactl plan -o FILE.json` saved, hactl carries out exactly that plan, or nothing."
    })
final class ApplyCommand extends SiteCommand {
  @Mixin private final PlanOptions options = new PlanOptions();

  @Option(
      names = {"-C", "--check"},
      description = "Show what would change; change nothing.")
  private boolean check;

  @Option(
      names = "--confirm-within",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description =
          "A host rolls back unless hactl confirms the generation within this time (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration confirmWithin = Duration.ofSeconds(60);

  @Option(
      names = "--allow-downgrade",
      description = "Replace an agent also by an older one that cannot read the host's state.")
  private boolean allowDowngrade;

  @Option(
      names = "--start-stopped",
      description = "Start an agent also if an operator has stopped it, and disabled or masked it.")
  private boolean startStopped;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "0s",
      description =
          "How long to wait for another run that has locked a host (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ZERO;

  @Option(
      names = "--break-lock",
      description = "Take the lock from another run that has a host; use it if that run is gone.")
  private boolean breakLock;

  @Option(
      names = "--force",
      description =
          "Apply also a checkout that lacks commits, or uncommitted changes of another operator,"
              + " which the hosts hold, and undo them.")
  private boolean force;

  @Option(
      names = "--forget",
      paramLabel = "HOST",
      description =
          "A host that left the inventory is gone: it is not named any more. May be given again.")
  private List<String> forgotten = new ArrayList<>();

  @Override
  int run() throws SiteProblems, ControlException {
    Optional<SavedPlan> saved = SavedPlans.read(options.site);
    SiteLoader.Loaded loaded =
        saved.isPresent() ? SavedPlans.load(this, saved.get()) : load(options.site);
    Report report = report(loaded, check, options.diff);
    Fleet fleet =
        ssh.fleet(loaded.hosts().targets(), confirmWithin)
            .with(new Fleet.LockPolicy(wait, breakLock))
            .with(
                new Fleet.AgentPolicy(
                    allowDowngrade ? Fleet.Downgrade.ALLOWED : Fleet.Downgrade.REFUSED,
                    startStopped ? Fleet.Stopped.STARTED : Fleet.Stopped.LEFT));
    VersionToApply version =
        version(
            loaded,
            saved.map(plan -> Path.of(plan.inputs().site())).orElse(siteFile(options.site)),
            Set.copyOf(forgotten),
            force ? VersionToApply.Older.FORCED : VersionToApply.Older.REFUSED);
    if (saved.isPresent()) {
      version = version.planned(saved.get().revision(), saved.get().modified());
    }
    Applier applier = new Applier(fleet, report, loaded.asked(), version);
    if (saved.isPresent()) {
      SavedPlan plan = saved.get();
      var _ =
          new Applier(fleet, _ -> {}, null, null)
              .reviewed(new SavedPlanReview(plan, Stage.UNTOUCHED))
              .preview(Applier.compiled(loaded.selected()));
      applier = applier.reviewed(new SavedPlanReview(plan, Stage.LOCKED));
    }
    List<HostResult> results =
        check ? applier.plan(loaded.selected()) : applier.apply(loaded.selected());
    int exitCode = ExitCode.of(ExitCode.of(results), report.findings());
    report.end(results, exitCode);
    return exitCode;
  }
}
