package org.hactl.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.hactl.api.AuditEntry;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.text.HistoryText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description =
        "Shows who applied what to the hosts, when, from which commit, and what came of it;"
            + " newest first.")
final class HistoryCommand extends SiteCommand {
  private static final int MAX_ENTRIES = 10_000;

  @Parameters(
      paramLabel = "HOST",
      arity = "0..*",
      description = "Only these hosts and groups, as with --limit.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of newest entries per host (default: ${DEFAULT-VALUE}).")
  private int last = 20;

  @Override
  int run() throws SiteProblems {
    if (last < 1 || last > MAX_ENTRIES) {
      throw wrongOptions("--last %d: a number from 1 to %d is needed".formatted(last, MAX_ENTRIES));
    }
    SiteLoader.SelectedHosts selected = SiteLoader.hosts(request(hosts));
    List<Answer<List<AuditEntry>>> answers =
        new AgentQueries(ssh.fleet(selected.targets(), Duration.ZERO))
            .history(selected.selected(), last);
    switch (output) {
      case TEXT -> out().print(new HistoryText(ZoneId.systemDefault()).of(answers));
      case JSON, JSONL ->
          AnswersJson.print(out(), "history", answers, output == OutputFormat.JSONL);
    }
    out().flush();
    return AnswersJson.exitCode(answers);
  }
}
