package org.hactl.cli;

import java.time.Duration;
import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.cli.text.StatusText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows which director is master, since when and why, and which real servers are healthy.")
final class StatusCommand extends SiteCommand {
  @Override
  int run() throws SiteProblems {
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(where.request(ssh));
    List<Answer<HostStatus>> answers =
        new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO)).status(hosts.selected());
    switch (output) {
      case TEXT -> {
        TerminalOutput screen = TerminalOutput.ofThisProcess();
        out().print(new StatusText(screen.colours(), System.currentTimeMillis()).of(answers));
      }
      case JSON, JSONL -> AnswersJson.print(out(), "status", answers, output == OutputFormat.JSONL);
    }
    out().flush();
    return AnswersJson.exitCode(answers);
  }
}
