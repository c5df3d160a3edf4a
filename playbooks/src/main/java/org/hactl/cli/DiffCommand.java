package org.hactl.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.ChangeView;
import org.hactl.api.GenerationView;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.cli.option.GenerationArguments;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.GenerationDiffText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.ControlException;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollback.KeptVersions;
import org.hactl.control.rollback.RollbackException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Shows what differs between two generations that hosts keep, or between one and the"
            + " generation in force; without a number, what the newest one changed.",
    footer = {
      "",
      "`hactl history` shows the generations of each host and the serials of the site. Examples:",
      "  hactl diff                 the newest change of each host",
      "  hactl diff 12 13 lvs1      generation 12 of lvs1 against its generation 13",
      "  hactl diff --serial 9 10   serial 9 of the site against serial 10, on all hosts",
      "  hactl diff --serial 9      serial 9 against what is in force"
    })
final class DiffCommand extends SiteCommand {
  @Mixin private final GenerationArguments arguments = new GenerationArguments();

  @Option(
      names = {"-D", "--diff"},
      description = "Show defaults too, and every changed value in full.")
  private boolean whole;

  @Override
  int run() throws SiteProblems, ControlException {
    List<Long> numbers = arguments.numbers();
    if (numbers.size() > 2) {
      throw wrongOptions("at most two numbers are compared, not " + numbers);
    }
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(request(arguments.hosts()));
    AgentQueries queries = new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO));
    List<Answer<List<GenerationView>>> kept = queries.generations(hosts.selected());
    Map<String, Request.Compare> pairs = new LinkedHashMap<>();
    Map<String, Answer<List<ChangeView>>> answers = new LinkedHashMap<>();
    for (Answer<List<GenerationView>> answer : kept) {
      List<GenerationView> generations = answer.value();
      if (generations == null) {
        answers.put(
            answer.host(),
            new Answer<>(answer.host(), null, answer.failure(), answer.unreachable()));
        continue;
      }
      try {
        pairs.put(answer.host(), pair(answer.host(), generations, kept));
      } catch (RollbackException e) {
        HostFailure failure = new HostFailure(String.valueOf(e.getMessage()), e.nextStep());
        answers.put(answer.host(), new Answer<>(answer.host(), null, failure, false));
      }
    }
    queries.compare(pairs).forEach(answer -> answers.put(answer.host(), answer));
    List<Answer<List<ChangeView>>> ordered = new ArrayList<>();
    hosts.selected().stream().map(answers::get).forEach(ordered::add);
    print(ordered, pairs);
    return AnswersJson.exitCode(ordered);
  }

  /** What to compare on one host. */
  private Request.Compare pair(
      String host, List<GenerationView> generations, List<Answer<List<GenerationView>>> all)
      throws RollbackException {
    long inForce = generations.isEmpty() ? 0 : generations.getFirst().number();
    List<Long> numbers = arguments.numbers();
    if (numbers.isEmpty()) {
      return new Request.Compare(generations.size() < 2 ? 0 : generations.get(1).number(), inForce);
    }
    if (!arguments.serial) {
      return new Request.Compare(numbers.getFirst(), numbers.size() < 2 ? inForce : numbers.get(1));
    }
    Map<String, List<GenerationView>> kept = new LinkedHashMap<>();
    all.stream()
        .filter(each -> each.value() != null)
        .forEach(each -> kept.put(each.host(), each.value()));
    KeptVersions versions = KeptVersions.of(kept);
    return new Request.Compare(
        number(host, versions, versions.serial(numbers.getFirst())),
        numbers.size() < 2 ? inForce : number(host, versions, versions.serial(numbers.get(1))));
  }

  /** 0 if the host had nothing in this version. */
  private static long number(String host, KeptVersions versions, SiteVersion version)
      throws RollbackException {
    Optional<GenerationView> had = versions.of(host, version);
    return had.map(GenerationView::number).orElse(0L);
  }

  private void print(List<Answer<List<ChangeView>>> answers, Map<String, Request.Compare> pairs) {
    switch (output) {
      case TEXT ->
          out()
              .print(
                  new GenerationDiffText(TerminalOutput.ofThisProcess().colours(), whole)
                      .of(answers, pairs));
      case JSON, JSONL ->
          AnswersJson.print(out(), "changes", answers, output == OutputFormat.JSONL);
    }
    out().flush();
  }
}
