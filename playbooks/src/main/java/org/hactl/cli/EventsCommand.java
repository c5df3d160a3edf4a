package org.hactl.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.hactl.api.Event;
import org.hactl.cli.option.DurationConverter;
import org.hactl.cli.option.JournalOptions;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.EventPrinter;
import org.hactl.cli.report.EventsJson;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.EventText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.EventWatch;
import org.hactl.control.Fleet;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Shows what happened on the hosts, oldest first; with -F also new events.")
final class EventsCommand extends SiteCommand {
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(3);

  @Option(
      names = {"-F", "--follow"},
      description = "Keep running and show new events, until interrupted.")
  private boolean follow;

  @Mixin private final JournalOptions journal = new JournalOptions();

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Leave out events older than this, for example 2h.")
  private @Nullable Duration since;

  @Override
  int run() throws SiteProblems {
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(where.request(ssh));
    Fleet fleet = ssh.fleet(hosts.targets(), Duration.ZERO);
    long sinceMillis = since == null ? 0 : System.currentTimeMillis() - since.toMillis();
    TerminalOutput screen = TerminalOutput.ofThisProcess();
    int width = hosts.selected().stream().mapToInt(String::length).max().orElse(0);
    EventText text = new EventText(ZoneId.systemDefault(), screen.colours(), width);
    if (follow) {
      EventPrinter printer =
          new EventPrinter(out(), hosts.selected(), output == OutputFormat.TEXT ? text : null);
      new EventWatch(fleet, printer, RETRY_INTERVAL)
          .follow(hosts.selected(), journal.entries, sinceMillis);
      return ExitCode.DONE;
    }
    List<Answer<List<Event>>> answers =
        new AgentQueries(fleet).events(hosts.selected(), journal.entries, sinceMillis);
    switch (output) {
      case TEXT -> out().print(text.of(answers));
      case JSON -> AnswersJson.print(out(), "events", new EventsJson().named(answers), false);
      case JSONL -> out().print(new EventsJson().of(answers));
    }
    out().flush();
    return AnswersJson.exitCode(answers);
  }
}
