package org.hactl.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.ChangeView;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.Colour;
import org.hactl.cli.text.DiffText;
import org.hactl.cli.text.Printable;
import org.hactl.cli.text.RecapText;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.Onboarding;
import org.hactl.control.Onboarding.OnboardingStep;
import org.hactl.control.Onboarding.StepFailed;

/** Prints the steps of an onboarding as they begin; as JSON, prints them all at the end. */
public final class OnboardReport implements Onboarding.Listener {
  private final PrintWriter out;
  private final String host;
  private final boolean text;
  private final DiffText diff;
  private final RecapText recap;
  private final boolean colours;
  private final List<Map<String, Object>> steps = new ArrayList<>();
  private String said = "";

  private OnboardReport(PrintWriter out, String host, boolean text, TerminalOutput screen) {
    this.out = out;
    this.host = host;
    this.text = text;
    this.colours = screen.colours();
    this.diff = new DiffText(colours, false);
    this.recap = new RecapText(colours, ZoneId.systemDefault());
  }

  public static OnboardReport of(OutputFormat format, PrintWriter out, String host) {
    return new OnboardReport(
        out, host, format == OutputFormat.TEXT, TerminalOutput.ofThisProcess());
  }

  @Override
  public synchronized void begun(OnboardingStep step) {
    String head =
        "[%d/%d] %s".formatted(step.ordinal() + 1, OnboardingStep.values().length, step.words());
    print(Colour.BOLD.paint(head, colours));
  }

  @Override
  public synchronized void done(OnboardingStep step, String detail) {
    steps.add(Map.of("step", step.name(), "ok", true, "detail", detail));
    if (!detail.isBlank()) {
      print("      ok: " + Printable.text(detail));
    }
  }

  @Override
  public synchronized void on(HostEvent event) {
    switch (event) {
      case HostEvent.Working working -> {
        String kind = working.host() + working.text().replaceAll("[0-9]+", "#");
        if (!kind.equals(said)) {
          print("      %s: %s".formatted(working.host(), Printable.text(working.text())));
        }
        said = kind;
      }
      case HostEvent.ResourceChanged changed -> changed(changed.host(), changed.change());
      case HostEvent.Planned plan -> {
        if (!plan.host().equals(host) && !plan.changes().isEmpty()) {
          print(("PLAN " + plan.host() + "\n" + diff.of(plan.changes())).stripTrailing());
        }
      }
      case HostEvent.SiteViewed _,
          HostEvent.HoldsTold _,
          HostEvent.HoldsMet _,
          HostEvent.RolloutPlanned _,
          HostEvent.WaveBegun _,
          HostEvent.HostEnded _ -> {}
    }
  }

  private void changed(String where, ChangeView change) {
    print("      %s: %s".formatted(where, diff.line(change)));
  }

  public void end(List<HostResult> results, int exitCode) {
    print("");
    print((recap.failures(results) + recap.of(results)).stripTrailing());
    if (exitCode == ExitCode.DONE) {
      print(host + " is in service.");
    } else {
      print(
          host
              + " is in the hosts file, but not every director has it yet: correct the cause, then run"
              + " hactl apply.");
    }
    document(exitCode, Map.of());
  }

  public void failed(StepFailed failure, int exitCode) {
    steps.add(
        Map.of(
            "step",
            failure.step().name(),
            "ok",
            false,
            "detail",
            String.valueOf(failure.getMessage())));
    print(
        Colour.RED.paint("FAILED", colours)
            + " while "
            + failure.step().words()
            + ": "
            + Printable.text(String.valueOf(failure.getMessage())));
    print("    next: " + failure.nextStep());
    print("Nothing was added: the hosts file and the directors are as they were.");
    document(
        exitCode,
        Map.of("message", String.valueOf(failure.getMessage()), "next", failure.nextStep()));
  }

  private void document(int exitCode, Map<String, Object> error) {
    if (text) {
      return;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("command", "onboard");
    document.put("host", host);
    document.put("steps", steps);
    if (!error.isEmpty()) {
      document.put("error", error);
    }
    document.put("exit", exitCode);
    try {
      out.println(new ObjectMapper().writeValueAsString(document));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report has no JSON form", e);
    }
  }

  private void print(String line) {
    if (text) {
      out.println(line);
      out.flush();
    }
  }
}
