package org.hactl.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.cli.option.DurationConverter;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.FindingsJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.terminal.Redraw;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.FindingsText;
import org.hactl.cli.text.HeadlineText;
import org.hactl.cli.text.SiteScreen;
import org.hactl.cli.text.StatusText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.AgentQueries.Connections;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.view.Finding;
import org.hactl.control.view.Headline;
import org.hactl.control.view.SettledView;
import org.hactl.control.view.SiteOverview;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows whether the site serves, what is wrong, and the state of each host.",
      "Exit status: 0 no error, 2 a host failed, 4 a host was not reached, 6 the site has an error."
    })
final class StatusCommand extends SiteCommand {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(500);

  @Option(
      names = {"-w", "--watch"},
      description = "Show the whole site on one screen, again and again, until interrupted.")
  private boolean watch;

  @Option(
      names = "--brief",
      description = "Show the whole site on one screen, instead of the details of each host.")
  private boolean brief;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Time between two looks of --watch (default: 2s, at least 500ms).")
  private @Nullable Duration interval;

  @Override
  int run() throws SiteProblems {
    if (interval != null && !watch) {
      throw wrongOptions("--interval is for --watch");
    }
    if (interval != null && interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw wrongOptions("--interval is at least 500ms");
    }
    if (watch && output == OutputFormat.JSON) {
      throw wrongOptions("--watch prints many answers: use --output jsonl, or leave out --watch");
    }
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(where.request(ssh));
    Connections connections = watch ? Connections.KEPT : Connections.CLOSED;
    try (AgentQueries queries =
        new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO), connections)) {
      return watch ? watch(queries, hosts) : show(queries.view(hosts.selected(), hosts.asked()));
    }
  }

  private int watch(AgentQueries queries, SiteLoader.SelectedHosts hosts) {
    Duration pause = interval == null ? Duration.ofSeconds(2) : interval;
    TerminalOutput screen = TerminalOutput.ofThisProcess();
    Redraw redraw = new Redraw(out(), screen.terminal() && output == OutputFormat.TEXT);
    try {
      while (true) {
        // A role that is settling is news on this screen, so each look is shown at once.
        List<Answer<HostStatus>> answers = queries.status(hosts.selected());
        SettledView<List<Answer<HostStatus>>> seen = queries.compared(answers, hosts.asked());
        if (output == OutputFormat.JSONL) {
          print(seen, true);
          out().flush();
        } else {
          redraw.show(screenText(seen, screen.colours(), true));
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    }
  }

  private int show(SettledView<List<Answer<HostStatus>>> seen) {
    switch (output) {
      case TEXT -> out().print(screenText(seen, TerminalOutput.ofThisProcess().colours(), brief));
      case JSON, JSONL -> print(seen, output == OutputFormat.JSONL);
    }
    out().flush();
    return ExitCode.of(AnswersJson.exitCode(seen.answers()), seen.view().findings());
  }

  private static String screenText(
      SettledView<List<Answer<HostStatus>>> seen, boolean colours, boolean brief) {
    SiteOverview site = overview(seen.answers());
    List<Finding> findings = seen.view().findings();
    return new HeadlineText(colours).of(Headline.of(site, findings))
        + new FindingsText(colours).of(findings)
        + (brief
            ? new SiteScreen(colours, ZoneId.systemDefault()).of(site, seen.answers())
            : new StatusText(colours, System.currentTimeMillis(), ZoneId.systemDefault())
                .of(seen.answers()));
  }

  private void print(SettledView<List<Answer<HostStatus>>> seen, boolean lines) {
    List<Finding> findings = seen.view().findings();
    Headline headline = Headline.of(overview(seen.answers()), findings);
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("site", Map.of("serving", headline.serving().code(), "text", headline.text()));
    first.put("findings", FindingsJson.of(findings));
    PrintWriter out = out();
    AnswersJson.print(out, "status", seen.answers(), first, lines);
  }

  private static SiteOverview overview(List<Answer<HostStatus>> answers) {
    return SiteOverview.of(answers.stream().map(AgentQueries::forView).toList());
  }
}
