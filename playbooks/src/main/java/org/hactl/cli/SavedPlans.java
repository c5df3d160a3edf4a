package org.hactl.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.hactl.cli.report.Report;
import org.hactl.cli.text.Printable;
import org.hactl.control.ControlException;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.plan.PlanFile;
import org.hactl.control.plan.PlanReview;
import org.hactl.control.plan.PlannedHost;
import org.hactl.control.plan.SavedPlan;
import org.jspecify.annotations.Nullable;

/** Saved plans on the command line: what they are made from, read back and shown. */
final class SavedPlans {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private SavedPlans() {}

  /** The plan in a file; empty if the argument is a site file. */
  static Optional<SavedPlan> read(@Nullable Path file) throws ControlException {
    try {
      return file == null ? Optional.empty() : PlanFile.read(file);
    } catch (PlanReview.Refused e) {
      throw refused(e);
    }
  }

  static ControlException refused(PlanReview.Refused e) {
    return new ControlException(String.valueOf(e.getMessage()), e.nextStep());
  }

  /** The plan of a site that was read from this file. */
  static SavedPlan of(
      SiteCommand command, Path site, VersionToApply version, List<PlannedHost> hosts) {
    return new SavedPlan(
        SavedPlan.FORM,
        Installation.current().version(),
        version.draft().site(),
        version.draft().revision(),
        version.draft().modified(),
        version.draft().author(),
        version.draft().atMillis(),
        command.where.inputs(site),
        hosts);
  }

  /** Reads again what a plan was made from. */
  static SiteLoader.Loaded load(SiteCommand command, SavedPlan plan)
      throws SiteProblems, ControlException {
    if (command.where.isLimited()) {
      throw command.wrongOptions("--limit is part of the plan: give it to `hactl plan`");
    }
    List<String> missing = plan.inputs().withoutValues();
    if (!command.where.hasVariables() && !missing.isEmpty()) {
      throw new ControlException(
          "the plan was made with values that are not in it: -e " + String.join(" -e ", missing),
          "give the same -e options to `hactl apply`");
    }
    return command.load(
        Path.of(plan.inputs().site()), command.where.request(command.ssh, plan.inputs()));
  }

  /** Prints who made the plan, when and from what. */
  static String header(SavedPlan plan) {
    String commit = plan.revision().isEmpty() ? "" : ", commit " + plan.revision();
    return Printable.text(
        "Plan of site %s by %s, %s, from %s%s%s%n"
            .formatted(
                plan.site(),
                plan.author(),
                TIME.format(Instant.ofEpochMilli(plan.atMillis()).atZone(ZoneId.systemDefault())),
                plan.inputs().site(),
                commit,
                plan.modified() ? "+" : ""));
  }

  /** What the hosts of a plan would answer, if it was made now. */
  static List<HostResult> results(SavedPlan plan) {
    return plan.hosts().stream()
        .map(host ->
            new HostResult(host.host(), HostOutcome.OK, 0, host.notes(), host.changes(), 0, null))
        .toList();
  }

  /** Shows a plan; returns whether it changes anything. */
  static boolean show(SavedPlan plan, Report report) {
    plan.hosts()
        .forEach(
            host -> report.on(new HostEvent.Planned(host.host(), host.notes(), host.changes())));
    return plan.hosts().stream().anyMatch(PlannedHost::pending);
  }
}
