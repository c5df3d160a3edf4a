package org.hactl.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.text.RestartText;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.Fleet;
import org.hactl.control.Fleet.Restart;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description =
        "Restarts the agents of these hosts, one after another, without a failover: the new process"
            + " takes the roles over when it is ready. Stops at the first host that fails.")
final class AgentRestartCommand extends SiteCommand {
  @Parameters(paramLabel = "HOST", arity = "1..*", description = "These hosts and groups.")
  private List<String> hosts = new ArrayList<>();

  @Override
  int run() throws SiteProblems {
    if (where.isLimited()) {
      throw wrongOptions("--limit and hosts are given: name the hosts in one place");
    }
    SiteLoader.SelectedHosts selected =
        SiteLoader.hosts(where.request(ssh, Optional.of(String.join(",", hosts))));
    Fleet fleet = ssh.fleet(selected.targets(), Duration.ZERO);
    List<Answer<Restart>> answers = new ArrayList<>();
    for (String host : selected.selected()) {
      Answer<Restart> answer = fleet.restartAgent(host);
      answers.add(answer);
      if (output == OutputFormat.TEXT) {
        out().print(RestartText.of(answer));
        out().flush();
      }
      if (answer.failure() != null) {
        break;
      }
    }
    if (output != OutputFormat.TEXT) {
      AnswersJson.print(out(), "restart", answers, output == OutputFormat.JSONL);
      out().flush();
    } else {
      List<String> left = selected.selected().subList(answers.size(), selected.selected().size());
      if (!left.isEmpty()) {
        out().println("not restarted: " + String.join(", ", left));
      }
      out().flush();
    }
    return AnswersJson.exitCode(answers);
  }
}
