package org.hactl.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.hactl.api.DriftEntry;
import org.hactl.cli.option.JournalOptions;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.text.DriftText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description =
        "Shows what other programs changed on the hosts and what hactl did about it; newest first.")
final class DriftCommand extends SiteCommand {
  @Mixin private final JournalOptions journal = new JournalOptions();

  @Override
  int run() throws SiteProblems {
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(where.request(ssh));
    List<Answer<List<DriftEntry>>> answers =
        new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO))
            .drift(hosts.selected(), journal.entries);
    switch (output) {
      case TEXT -> out().print(new DriftText(ZoneId.systemDefault()).of(answers));
      case JSON, JSONL -> AnswersJson.print(out(), "drift", answers, output == OutputFormat.JSONL);
    }
    out().flush();
    return AnswersJson.exitCode(answers);
  }
}
