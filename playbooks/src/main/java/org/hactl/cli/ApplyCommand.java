package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hactl.cli.option.DurationConverter;
import org.hactl.cli.option.LockOptions;
import org.hactl.cli.option.PlanOptions;
import org.hactl.cli.report.Report;
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
import org.hactl.site.model.RolloutPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "Makes every host match the site.",
    footer = {
      "",
      "hactl plans all hosts at once. Real servers and other hosts converge first, then "
          + "the directors, then the real servers that only give up a VIP. A director does not "
          + "start sending to a host that is not ready; the next apply adds that host. Each "
          + "host takes the site as one generation, which waits. When all hosts have converged, "
          + "hactl comes back over new connections, looks at the whole site, and confirms all "
          + "hosts; else all of them go back.",
      "",
      "With a plan that `hactl plan -o FILE.json` saved, hactl carries out exactly that "
          + "plan, or nothing."
    })
final class ApplyCommand extends SiteCommand {
  /** Who confirms the hosts. */
  enum Confirm {
    AUTO,
    MANUAL;

    private Fleet.Confirmation confirmation() {
      return this == AUTO ? Fleet.Confirmation.BY_THE_RUN : Fleet.Confirmation.BY_THE_OPERATOR;
    }

    private Duration within() {
      return this == AUTO ? CONFIRM_WITHIN : Duration.ofMinutes(10);
    }
  }

  @Mixin private final PlanOptions options = new PlanOptions();

  @Option(
      names = {"-C", "--check"},
      description = "Show what would change; change nothing.")
  private boolean check;

  @Option(
      names = "--confirm-within",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "A host rolls back when it has heard nothing from hactl for this time, and its generation"
              + " is not confirmed (default: 60s, with --confirm manual 10m).")
  private @Nullable Duration confirmWithin;

  @Option(
      names = "--confirm",
      paramLabel = "WHO",
      defaultValue = "auto",
      description =
          "auto: hactl confirms the hosts when it has reached all of them over new connections;"
              + " manual: the hosts wait for hactl confirm (default: ${DEFAULT-VALUE}).")
  private Confirm confirm = Confirm.AUTO;

  @Option(
      names = "--no-gate",
      description = "Confirm the site also if it serves less well than before this apply.")
  private boolean noGate;

  @Option(
      names = "--no-drain",
      description =
          "Restart software without draining real servers before, whatever rollout.drain says.")
  private boolean noDrain;

  @Option(
      names = "--keep",
      description =
          "When a host fails, leave the hosts that did well as they are; without it, all hosts of"
              + " the run go back.")
  private boolean keep;

  @Option(
      names = "--allow-downgrade",
      description = "Replace an agent also by an older one that cannot read the host's state.")
  private boolean allowDowngrade;

  @Option(
      names = "--start-stopped",
      description = "Start an agent also if an operator has stopped it, and disabled or masked it.")
  private boolean startStopped;

  @Option(
      names = "--new-site-key",
      description =
          "Replace the key with which directors authenticate their messages to each other; they"
              + " accept both until all have the new one.")
  private boolean newSiteKey;

  @Mixin private final LockOptions locks = new LockOptions();

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
    if (newSiteKey && (where.isLimited() || check)) {
      throw wrongOptions(
          "--new-site-key goes to every director, and a check changes nothing: it takes no --limit"
              + " and no --check");
    }
    Optional<SavedPlan> saved = SavedPlans.read(options.site);
    SiteLoader.Loaded loaded =
        saved.isPresent() ? SavedPlans.load(this, saved.get()) : load(options.site);
    if (options.listHosts) {
      return listHosts(loaded);
    }
    Report report = report(loaded, check, options.diff);
    Fleet fleet =
        ssh.fleet(
                loaded.hosts().targets(),
                Objects.requireNonNullElse(confirmWithin, confirm.within()))
            .with(locks.policy())
            .with(
                new Fleet.Ending(
                    keep ? Fleet.Undo.FAILED_HOSTS : Fleet.Undo.WHOLE_SITE, confirm.confirmation()))
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
    RolloutPolicy rollout = loaded.site().policies().rollout();
    Applier applier =
        new Applier(fleet, report, loaded.asked(), version)
            .with(noDrain ? rollout.withoutDrain() : rollout);
    applier = noGate ? applier.withoutGate() : applier;
    applier = newSiteKey ? applier.withNewKey() : applier;
    if (saved.isPresent()) {
      SavedPlan plan = saved.get();
      var _ =
          new Applier(fleet, _ -> {}, null, null)
              .reviewed(new SavedPlanReview(plan, Stage.UNTOUCHED))
              .preview(Applier.compiled(loaded.selected()));
      applier = applier.reviewed(new SavedPlanReview(plan, Stage.LOCKED));
    }
    List<HostResult> results;
    if (check) {
      results = applier.plan(loaded.selected());
    } else {
      try (Interruption _ = Interruption.of(applier::interrupt, err())) {
        results = applier.apply(loaded.selected());
      }
    }
    return finish(report, results);
  }
}
