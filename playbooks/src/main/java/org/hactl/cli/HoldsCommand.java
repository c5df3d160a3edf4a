package org.hactl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.text.HoldText;
import org.hactl.cli.text.HoldsJson;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.hold.SiteHolds;
import org.hactl.host.Hold;
import picocli.CommandLine.Command;

@Command(
    name = "holds",
    mixinStandardHelpOptions = true,
    description = "Shows which real servers are drained and which hosts are in maintenance.")
final class HoldsCommand extends SiteCommand {
  @Override
  int run() throws SiteProblems {
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(where.request(ssh));
    List<Answer<HostStatus>> answers =
        new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO)).status(hosts.selected());
    switch (output) {
      case TEXT -> {
        SiteHolds holds = SiteHolds.of(Answer.values(answers));
        out().print(HoldText.of(holds, answers, System.currentTimeMillis()));
      }
      case JSON, JSONL ->
          AnswersJson.print(
              out(),
              "holds",
              answers.stream().map(HoldsCommand::inForce).toList(),
              output == OutputFormat.JSONL);
    }
    out().flush();
    return AnswersJson.exitCode(answers);
  }

  private static Answer<List<JsonNode>> inForce(Answer<HostStatus> answer) {
    List<Hold> holds = answer.value() == null ? null : answer.value().holds();
    return new Answer<>(
        answer.host(),
        holds == null ? null : HoldsJson.of(holds.stream().filter(Hold::inForce).toList()),
        answer.failure(),
        answer.unreachable());
  }
}
