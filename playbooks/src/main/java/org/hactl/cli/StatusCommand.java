package org.hactl.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.cli.text.FindingsText;
import org.hactl.cli.text.StatusText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.view.Finding;
import org.hactl.control.view.SettledView;
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
    SettledView<List<Answer<HostStatus>>> seen =
        new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO))
            .view(hosts.selected(), hosts.asked());
    List<Answer<HostStatus>> answers = seen.answers();
    List<Finding> findings = seen.view().findings();
    switch (output) {
      case TEXT -> {
        TerminalOutput screen = TerminalOutput.ofThisProcess();
        out().print(new FindingsText(screen.colours()).of(findings));
        out()
            .print(
                new StatusText(screen.colours(), System.currentTimeMillis(), ZoneId.systemDefault())
                    .of(answers));
      }
      case JSON, JSONL ->
          AnswersJson.print(
              out(),
              "status",
              answers,
              Map.of("findings", FindingsJson.of(findings)),
              output == OutputFormat.JSONL);
    }
    out().flush();
    return ExitCode.of(AnswersJson.exitCode(answers), findings);
  }
}
