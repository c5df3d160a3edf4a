package org.hactl.cli.report;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hactl.cli.terminal.LiveLines;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.Colour;
import org.hactl.cli.text.DiffText;
import org.hactl.cli.text.FindingsText;
import org.hactl.cli.text.HoldText;
import org.hactl.cli.text.Printable;
import org.hactl.cli.text.RecapText;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.cost.Cost;
import org.hactl.control.cost.PlanCosts;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Finding;

/** The text report: the plan as a diff, progress, failures, the recap. */
public final class TextReport implements Report {
  private final PrintWriter out;
  private final boolean check;
  private final DiffText diff;
  private final RecapText recap;
  private final LiveLines live;
  private final boolean terminal;
  private final boolean colours;
  private final Map<String, String> said = new HashMap<>();
  private final Map<String, List<String>> noted = new HashMap<>();
  private final Map<String, Integer> planned = new HashMap<>();
  private final Map<String, Integer> done = new HashMap<>();
  private final PlanCosts costs;
  private final List<Cost> found = new ArrayList<>();
  private List<Finding> findings = List.of();
  private List<String> drained = List.of();

  /** A report that knows no site: it tells only the costs that follow from the changes alone. */
  public TextReport(PrintWriter out, TerminalOutput screen, boolean check, boolean wholeDiff) {
    this(out, screen, check, wholeDiff, new PlanCosts(Map.of()));
  }

  public TextReport(
      PrintWriter out, TerminalOutput screen, boolean check, boolean wholeDiff, PlanCosts costs) {
    this.costs = costs;
    this.out = out;
    this.check = check;
    this.colours = screen.colours();
    this.terminal = screen.terminal();
    this.diff = new DiffText(colours, wholeDiff);
    this.recap = new RecapText(colours, ZoneId.systemDefault());
    this.live = new LiveLines(out);
  }

  @Override
  public synchronized void on(HostEvent event) {
    switch (event) {
      case HostEvent.Working working -> working(working.host(), Printable.text(working.text()));
      case HostEvent.Planned plan -> planned(plan);
      case HostEvent.ResourceChanged changed -> changed(changed);
      case HostEvent.RolloutPlanned plan -> {
        drained = plan.drained();
        print(waves(plan));
      }
      case HostEvent.WaveBegun wave ->
          print(
              "wave %d of %d: %s%n"
                  .formatted(wave.number(), wave.of(), String.join(", ", wave.hosts())));
      case HostEvent.SiteViewed viewed -> viewed(viewed.findings());
      case HostEvent.HoldsTold _ -> {}
      case HostEvent.HoldsMet met ->
          print(HoldText.met(met.held(), met.remarks(), System.currentTimeMillis()));
      case HostEvent.HostEnded ended -> ended(ended.result());
    }
  }

  private void working(String host, String text) {
    String brief = text.lines().findFirst().orElse("");
    if (terminal) {
      live.set(host, brief);
      return;
    }
    // Counters and the output of a package manager are for a terminal; elsewhere each kind of step
    // is one line.
    int colon = brief.indexOf(": ");
    String kind = (colon < 0 ? brief : brief.substring(0, colon)).replaceAll("[0-9]+", "#");
    if (!kind.equals(said.put(host, kind))) {
      print(host + ": " + brief + "\n");
    }
  }

  private String waves(HostEvent.RolloutPlanned plan) {
    StringBuilder text = new StringBuilder(Colour.BOLD.paint("WAVES", colours)).append('\n');
    for (int i = 0; i < plan.waves().size(); i++) {
      List<String> wave = plan.waves().get(i);
      List<String> drained = wave.stream().filter(plan.drained()::contains).toList();
      String first =
          drained.isEmpty()
              ? ""
              : drained.equals(wave)
                  ? "  drained first"
                  : "  %s drained first".formatted(String.join(", ", drained));
      text.append("  %d  %s%s%n".formatted(i + 1, String.join(", ", wave), first));
    }
    plan.objections()
        .forEach(objection -> text.append("  %s%n".formatted(Printable.text(objection))));
    return text.toString();
  }

  private void planned(HostEvent.Planned plan) {
    planned.put(plan.host(), plan.changes().size());
    noted.put(plan.host(), plan.notes());
    if (plan.changes().isEmpty() && plan.notes().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(Colour.BOLD.paint((check ? "WOULD CHANGE " : "PLAN ") + plan.host(), colours));
    text.append('\n');
    plan.notes().forEach(note -> text.append("  ").append(note).append('\n'));
    if (plan.changes().isEmpty()) {
      text.append("  no resource changes\n");
    }
    List<Cost> ofHost = costs.of(plan.host(), plan.changes());
    found.addAll(ofHost);
    print(text.append(diff.of(plan.changes(), ofHost)).toString());
  }

  private void changed(HostEvent.ResourceChanged changed) {
    int count = done.merge(changed.host(), 1, Integer::sum);
    if (terminal) {
      int all = Math.max(count, planned.getOrDefault(changed.host(), count));
      live.set(changed.host(), "applying %d/%d %s".formatted(count, all, changed.change().id()));
    } else {
      print("%s: %s%n".formatted(changed.host(), diff.line(changed.change())));
    }
  }

  private void viewed(List<Finding> found) {
    findings = found;
    print(new FindingsText(colours).of(found));
  }

  @Override
  public synchronized List<Finding> findings() {
    return findings;
  }

  private void ended(HostResult result) {
    if (terminal) {
      String text =
          switch (result.outcome()) {
            case OK ->
                result.changes().isEmpty()
                    ? "nothing to do"
                    : result.changes().size() + (check ? " changes pending" : " changed");
            case FAILED -> "failed";
            case ROLLED_BACK -> "failed, rolled back";
            case UNDONE -> "rolled back with the site";
            case NOT_STARTED -> "never started";
            case UNREACHABLE -> "unreachable";
          };
      live.end(result.host(), text);
    }
  }

  private void print(String text) {
    if (terminal) {
      live.print(text);
    } else {
      out.print(text);
      out.flush();
    }
  }

  private String interruptions() {
    List<String> texts = check ? costs.interruptions(found, drained) : List.of();
    return texts.isEmpty()
        ? ""
        : Colour.BOLD.paint("This apply interrupts:", colours)
            + "\n"
            + texts.stream()
                .map(each -> "  " + Printable.text(each) + "\n")
                .collect(Collectors.joining());
  }

  @Override
  public synchronized void pause() {
    if (terminal) {
      live.clear();
    }
  }

  @Override
  public synchronized void end(List<HostResult> results, int exitCode) {
    if (terminal) {
      live.clear();
    }
    StringBuilder text = new StringBuilder();
    List<String> unchanged =
        results.stream()
            .filter(r -> r.failure() == null && !r.pending())
            .map(HostResult::host)
            .toList();
    if (!results.isEmpty() && unchanged.size() == results.size()) {
      text.append("Nothing to change: every host matches the site.\n");
    } else if (!unchanged.isEmpty()) {
      text.append("Nothing to change on ").append(String.join(", ", unchanged)).append(".\n");
    }
    results.forEach(result ->
        result.notes().stream()
            .filter(note -> !noted.getOrDefault(result.host(), List.of()).contains(note))
            .forEach(note -> text.append("NOTE %s: %s%n".formatted(result.host(), note))));
    text.append(interruptions());
    text.append(recap.failures(results)).append('\n').append(recap.of(results));
    if (check) {
      text.append("Nothing was changed: this was a check.\n");
    }
    if (results.stream().anyMatch(each -> each.standing().kind() == Standing.Kind.WAITS)) {
      text.append("    next: hactl confirm keeps the change; hactl rollback --pending undoes it\n");
    }
    out.print(text);
    out.flush();
  }
}
