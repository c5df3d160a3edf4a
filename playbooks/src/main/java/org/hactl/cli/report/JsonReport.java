package org.hactl.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.cli.text.HoldsJson;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.cost.Cost;
import org.hactl.control.cost.PlanCosts;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Finding;
import org.hactl.host.Hold;
import org.jspecify.annotations.Nullable;

/**
 * The JSON report: one document at the end, or with {@code lines} one object per line as things
 * happen, and the document as the last line.
 */
public final class JsonReport implements Report {
  private final PrintWriter out;
  private final ObjectMapper mapper = new ObjectMapper();
  private final String command;
  private final String site;
  private final boolean check;
  private final boolean lines;
  private final PlanCosts costs;
  private final List<Cost> found = new ArrayList<>();
  private List<Finding> findings = List.of();
  private List<Hold> holds = List.of();
  private HostEvent.@Nullable RolloutPlanned rollout;

  /** A report that knows no site: it tells only the costs that follow from the changes alone. */
  public JsonReport(PrintWriter out, String command, String site, boolean check, boolean lines) {
    this(out, command, site, check, lines, new PlanCosts(Map.of()));
  }

  public JsonReport(
      PrintWriter out, String command, String site, boolean check, boolean lines, PlanCosts costs) {
    this.costs = costs;
    this.out = out;
    this.command = command;
    this.site = site;
    this.check = check;
    this.lines = lines;
  }

  @Override
  public synchronized void on(HostEvent event) {
    if (event instanceof HostEvent.SiteViewed viewed) {
      findings = viewed.findings();
    }
    if (event instanceof HostEvent.Planned plan) {
      found.addAll(costs.of(plan.host(), plan.changes()));
    }
    if (event instanceof HostEvent.HoldsMet met) {
      holds = met.held();
    }
    if (event instanceof HostEvent.RolloutPlanned plan) {
      rollout = plan;
    }
    if (lines && !(event instanceof HostEvent.HoldsTold)) {
      write(
          switch (event) {
            case HostEvent.Working working ->
                entry("working", working.host(), "text", working.text());
            case HostEvent.ResourceChanged changed ->
                entry("changed", changed.host(), "change", changed.change());
            case HostEvent.Planned plan -> planned(plan);
            case HostEvent.RolloutPlanned plan -> waves(plan);
            case HostEvent.WaveBegun wave -> wave(wave);
            case HostEvent.SiteViewed viewed -> viewed(viewed);
            case HostEvent.HoldsTold told ->
                entry("holds", told.host(), "holds", HoldsJson.of(told.holds()));
            case HostEvent.HoldsMet met -> met(met);
            case HostEvent.HostEnded ended ->
                entry("ended", ended.result().host(), "result", host(ended.result()));
          });
    }
  }

  private static Map<String, Object> entry(String event, String host, String key, Object value) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("event", event);
    entry.put("host", host);
    entry.put(key, value);
    return entry;
  }

  private static Map<String, Object> planned(HostEvent.Planned plan) {
    Map<String, Object> entry = entry("planned", plan.host(), "notes", plan.notes());
    entry.put("changes", plan.changes());
    return entry;
  }

  private static Map<String, Object> waves(HostEvent.RolloutPlanned plan) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("event", "waves");
    put(plan, entry);
    return entry;
  }

  private static void put(HostEvent.RolloutPlanned plan, Map<String, Object> to) {
    to.put("waves", plan.waves());
    if (!plan.drained().isEmpty()) {
      to.put("drained_first", plan.drained());
    }
    if (!plan.objections().isEmpty()) {
      to.put("not_drainable", plan.objections());
    }
  }

  private static Map<String, Object> wave(HostEvent.WaveBegun wave) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("event", "wave");
    entry.put("number", wave.number());
    entry.put("of", wave.of());
    entry.put("hosts", wave.hosts());
    return entry;
  }

  private static Map<String, Object> viewed(HostEvent.SiteViewed viewed) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("event", "findings");
    entry.put("findings", FindingsJson.of(viewed.findings()));
    return entry;
  }

  private static Map<String, Object> met(HostEvent.HoldsMet met) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("event", "holds");
    entry.put("holds", HoldsJson.of(met.held()));
    entry.put("remarks", met.remarks());
    return entry;
  }

  @Override
  public synchronized List<Finding> findings() {
    return findings;
  }

  private static Map<String, Object> cost(Cost cost) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("host", cost.host());
    entry.put("change", cost.change());
    entry.put("effect", cost.effect().code());
    entry.put("interrupts", cost.effect().interrupts());
    entry.put("text", cost.text());
    return entry;
  }

  private Map<String, Object> host(HostResult result) {
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("ok", result.ok());
    host.put("changed", result.changed());
    host.put("unreachable", result.unreachable() ? 1 : 0);
    host.put("failed", result.failed() ? 1 : 0);
    host.put("rolled_back", result.standing().kind() == Standing.Kind.ROLLED_BACK);
    host.put("standing", result.standing().kind().code());
    if (result.standing().atMillis() != 0) {
      host.put("standing_until", result.standing().atMillis());
    }
    host.put("generation", result.generation());
    host.put("notes", result.notes());
    host.put("changes", result.changes());
    HostFailure failure = result.failure();
    if (failure != null) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("message", failure.message());
      error.put("next", failure.nextStep());
      host.put("error", error);
    }
    return host;
  }

  @Override
  public void pause() {}

  @Override
  public synchronized void end(List<HostResult> results, int exitCode) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (lines) {
      document.put("event", "recap");
    }
    document.put("command", command);
    document.put("site", site);
    document.put("check", check);
    document.put("findings", FindingsJson.of(findings));
    document.put("costs", found.stream().map(JsonReport::cost).toList());
    document.put(
        "interrupts", costs.interruptions(found, rollout == null ? List.of() : rollout.drained()));
    document.put("holds", HoldsJson.of(holds));
    if (rollout != null) {
      put(rollout, document);
    }
    Map<String, Object> hosts = new LinkedHashMap<>();
    results.forEach(result -> hosts.put(result.host(), host(result)));
    document.put("hosts", hosts);
    document.put("changed", results.stream().mapToInt(HostResult::changed).sum());
    document.put("exit", exitCode);
    write(document);
  }

  private void write(Object value) {
    try {
      out.println(mapper.writeValueAsString(value));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report has no JSON form", e);
    }
  }
}
