package org.hactl.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.api.ChangeView;
import org.hactl.cli.option.LockOptions;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.Report;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.hactl.control.hold.Renamed;
import org.hactl.control.plan.PlanReview;
import org.hactl.control.plan.PlannedHost;
import org.hactl.control.rollout.HostRename;
import org.hactl.host.Hold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description =
        "Gives a host the name that the inventory has for it now: its state, its holds and what the"
            + " other hosts remember of it.",
    footer = {
      "",
      "First write the new name in place of the old one in the inventory and, where it is named, in "
          + "the site. Then this command applies the site. It is refused if more than the name would "
          + "change."
    })
final class RenameCommand extends HoldCommand {
  @Parameters(index = "0", paramLabel = "OLD", description = "The name that the host had.")
  private String from = "";

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description = "The name that the inventory has for it now.")
  private String to = "";

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description = "The site file (default: playbooks/site.yml).")
  private @Nullable Path site;

  @Option(
      names = {"-C", "--check"},
      description = "Show what would change; change nothing.")
  private boolean check;

  @Mixin private final LockOptions locks = new LockOptions();

  @Override
  int run() throws SiteProblems, ControlException {
    if (where.isLimited()) {
      throw wrongOptions(
          "--limit has no meaning here: every host remembers the names of the others");
    }
    HostRename rename = new HostRename(from, to);
    refuse(rename.ofInventory(SiteLoader.hosts(where.request(ssh)).targets().keySet()));
    Seen seen = look();
    refuse(rename.ofMachine(seen.statuses().get(to), seen.statuses().values()));
    SiteLoader.Loaded loaded = load(siteFile(site), where.request(ssh));
    Report report = report(loaded, check, false);
    Applier applier =
        new Applier(
                ssh.fleet(loaded.hosts().targets(), CONFIRM_WITHIN).with(locks.policy()),
                report,
                loaded.asked(),
                version(loaded, site, Set.of(from), VersionToApply.Older.REFUSED))
            .with(loaded.site().policies().rollout());
    List<HostResult> results =
        check
            ? applier
                .reviewed(hosts -> review(rename, hosts, loaded))
                .preview(Applier.compiled(loaded.selected()))
            : rename(applier, rename, seen, loaded);
    return finish(report, results);
  }

  /** The holds of the new name are there before a director knows the host by it. */
  private List<HostResult> rename(
      Applier applier, HostRename rename, Seen seen, SiteLoader.Loaded loaded)
      throws ControlException {
    String who = Author.ofThisProcess();
    Renamed holds = Renamed.of(seen.holds().newest(), from, to, who, System.currentTimeMillis());
    AtomicBoolean begun = new AtomicBoolean();
    Applier renaming =
        applier.reviewed(hosts -> {
          review(rename, hosts, loaded);
          begun.set(true);
          hold(seen, holds.begun());
        });
    boolean done = false;
    try (Interruption _ = Interruption.of(renaming::interrupt, err())) {
      List<HostResult> results = renaming.apply(loaded.selected());
      done = ExitCode.of(results) == ExitCode.DONE;
      return results;
    } finally {
      if (done) {
        hold(seen, holds.ended());
        say("%s is %s now".formatted(from, to));
      } else if (begun.get()) {
        hold(seen, holds.takenBack(seen.holds().newest(), who, System.currentTimeMillis()));
      }
    }
  }

  private void hold(Seen seen, List<Hold> words) {
    if (!words.isEmpty()) {
      var _ = tell(seen, words, Set.of(to));
    }
  }

  private static void review(HostRename rename, List<PlannedHost> hosts, SiteLoader.Loaded loaded)
      throws PlanReview.Refused {
    Map<String, List<ChangeView>> plans = new LinkedHashMap<>();
    for (PlannedHost host : hosts) {
      if (host.failure() != null) {
        throw new PlanReview.Refused(
            "%s would not learn the new name: %s".formatted(host.host(), host.failure()),
            "mend that, and run this again; nothing was changed");
      }
      plans.put(host.host(), host.changes());
    }
    Optional<HostRename.Refusal> refusal = rename.ofPlan(plans, loaded.asked().site());
    if (refusal.isPresent()) {
      throw new PlanReview.Refused(refusal.get().why(), refusal.get().next());
    }
  }

  private static void refuse(Optional<HostRename.Refusal> refusal) throws ControlException {
    if (refusal.isPresent()) {
      throw new ControlException(refusal.get().why(), refusal.get().next());
    }
  }
}
