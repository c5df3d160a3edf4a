package org.hactl.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.FactsText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.facts.SystemFacts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "facts",
    mixinStandardHelpOptions = true,
    description =
        "Shows what hosts are and have now: kernel, interfaces, addresses, IPVS, programs of load"
            + " balancing. Works without an agent and changes nothing.")
final class FactsCommand extends SiteCommand {
  @Parameters(
      paramLabel = "HOST",
      arity = "0..*",
      description = "Only these hosts and groups, as with --limit.")
  private List<String> hosts = new ArrayList<>();

  @Override
  int run() throws SiteProblems {
    SiteLoader.SelectedHosts selected = SiteLoader.hosts(request(hosts));
    List<Answer<SystemFacts>> answers =
        new AgentQueries(ssh.fleet(selected.targets(), Duration.ZERO)).facts(selected.selected());
    switch (output) {
      case TEXT -> out().print(new FactsText(TerminalOutput.ofThisProcess().colours()).of(answers));
      case JSON, JSONL -> AnswersJson.print(out(), "facts", answers, output == OutputFormat.JSONL);
    }
    out().flush();
    return AnswersJson.exitCode(answers);
  }
}
