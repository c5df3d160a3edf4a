package org.hactl.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.hactl.api.DriftEntry;
import org.hactl.control.Inquiry;
import org.hactl.control.Inquiry.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description =
        "Shows what other programs changed on the hosts and what hactl did about it; newest first.")
final class DriftCommand extends SiteCommand {
  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of entries per host (default: ${DEFAULT-VALUE}).")
  private int lines = 20;

  @Override
  int run() throws SiteProblems {
    SiteLoader.Hosts hosts = SiteLoader.hosts(where.request(ssh));
    List<Answer<List<DriftEntry>>> answers =
        new Inquiry(ssh.fleet(hosts.targets(), Duration.ZERO)).drift(hosts.selected(), lines);
    switch (output) {
      case TEXT -> out().print(new DriftText(ZoneId.systemDefault()).of(answers));
      case JSON, JSONL -> AnswersJson.print(out(), "drift", answers, output == OutputFormat.JSONL);
    }
    out().flush();
    return AnswersJson.exitCode(answers);
  }
}
