package org.hactl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hactl.cli.option.SharedSettings;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.JsonReport;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.report.Report;
import org.hactl.cli.report.TextReport;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.SiteRequest;
import org.hactl.control.VersionToApply;
import org.hactl.control.cost.PlanCosts;
import org.hactl.yaml.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands that work on hosts have in common. */
abstract class SiteCommand implements Callable<Integer> {
  static final Path DEFAULT_SITE = Path.of("playbooks/site.yml");

  /** How long a host waits for a command that it does not hear any more, before it goes back. */
  static final Duration CONFIRM_WITHIN = Duration.ofSeconds(60);

  @Mixin final SiteOptions where = new SiteOptions();
  @Mixin final SshOptions ssh = new SshOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "text, json or jsonl (default: text).")
  private List<String> outputs = new ArrayList<>();

  /** The form of what is printed. */
  OutputFormat output = OutputFormat.TEXT;

  @Spec private @Nullable CommandSpec spec;

  /** The command's own work; returns its exit code. */
  abstract int run() throws SiteProblems, ControlException;

  @Override
  public final Integer call() {
    try {
      outputs.forEach(this::takeOutput);
      Problems config = SharedSettings.ofThisProcess().problems();
      if (!config.isEmpty()) {
        err().println(config.render());
        return ExitCode.WRONG_REQUEST;
      }
      return run();
    } catch (SiteProblems e) {
      err().println(e.getMessage());
      return ExitCode.WRONG_REQUEST;
    } catch (ControlException e) {
      err().println("hactl: " + e.getMessage());
      err().println("    next: " + e.nextStep());
      return ExitCode.WRONG_REQUEST;
    }
  }

  private void takeOutput(String value) {
    for (OutputFormat form : OutputFormat.values()) {
      if (form.name().equalsIgnoreCase(value)) {
        output = form;
        return;
      }
    }
    takeFile(value);
  }

  /** An argument of {@code --output} that is no form. */
  void takeFile(String value) {
    throw wrongOptions(
        "Invalid value for option '--output': text, json or jsonl is needed, not '%s'"
            .formatted(value));
  }

  /** The inventory, with the hosts that are named as arguments or by {@code --limit}. */
  final SiteRequest request(List<String> hosts) {
    if (hosts.isEmpty()) {
      return where.request(ssh);
    }
    if (where.isLimited()) {
      throw wrongOptions(
          "hosts are named as %s and with --limit: name them in one place"
              .formatted(String.join(" ", hosts)));
    }
    return where.request(ssh, Optional.of(String.join(",", hosts)));
  }

  /** Options that do not go together or have no meaning. */
  ParameterException wrongOptions(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  SiteLoader.Loaded load(@Nullable Path site) throws SiteProblems {
    return load(siteFile(site), where.request(ssh));
  }

  static Path siteFile(@Nullable Path site) {
    return Objects.requireNonNullElse(site, DEFAULT_SITE);
  }

  SiteLoader.Loaded load(Path site, SiteRequest request) throws SiteProblems {
    SiteLoader.Loaded loaded = SiteLoader.site(site, request);
    if (!loaded.warnings().isEmpty()) {
      loaded.warnings().lines().forEach(line -> err().println("warning: " + line));
    }
    return loaded;
  }

  /** Names the hosts of the command, one a line. */
  int listHosts(SiteLoader.Loaded loaded) {
    if (output == OutputFormat.TEXT) {
      loaded.hosts().selected().forEach(out()::println);
    } else {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode hosts = json.putArray("hosts");
      loaded.hosts().selected().forEach(hosts::add);
      out().println(json);
    }
    out().flush();
    return ExitCode.DONE;
  }

  /** The version of the site that an apply gives to the hosts. */
  VersionToApply version(
      SiteLoader.Loaded loaded,
      @Nullable Path site,
      Set<String> forgotten,
      VersionToApply.Older older) {
    return VersionToApply.of(
        loaded,
        Objects.requireNonNullElse(site, DEFAULT_SITE),
        SshOptions.protocol(),
        Author.ofThisProcess(),
        System.currentTimeMillis(),
        forgotten,
        older);
  }

  /** Ends the report of an apply, and returns the exit status. */
  static int finish(Report report, List<HostResult> results) {
    int exitCode = ExitCode.of(ExitCode.of(results), report.findings());
    report.end(results, exitCode);
    return exitCode;
  }

  Report report(SiteLoader.Loaded loaded, boolean check, boolean wholeDiff) {
    PlanCosts costs = new PlanCosts(loaded.states(), loaded.selected().keySet());
    return report(loaded.site().name(), costs, check, wholeDiff);
  }

  /**
   * @param site the name of the site; empty for a command that reads none
   */
  Report report(String site, boolean check, boolean wholeDiff) {
    return report(site, new PlanCosts(Map.of()), check, wholeDiff);
  }

  private Report report(String site, PlanCosts costs, boolean check, boolean wholeDiff) {
    String name = Objects.requireNonNull(spec).name().toLowerCase(Locale.ROOT);
    return switch (output) {
      case TEXT -> new TextReport(out(), TerminalOutput.ofThisProcess(), check, wholeDiff, costs);
      case JSON -> new JsonReport(out(), name, site, check, false, costs);
      case JSONL -> new JsonReport(out(), name, site, check, true, costs);
    };
  }
}
