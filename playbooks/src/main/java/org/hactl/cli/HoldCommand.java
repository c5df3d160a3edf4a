package org.hactl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.api.HostStatus;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.terminal.TerminalInput;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.HoldText;
import org.hactl.cli.text.HoldsJson;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.ControlException;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.hold.SiteHolds;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Word;
import org.hactl.host.Holds;

/** What the commands that hold a real server or a host have in common. */
abstract class HoldCommand extends SiteCommand {
  /** What the hosts answered before the command changes anything. */
  record Seen(
      SiteLoader.SelectedHosts hosts,
      AgentQueries queries,
      List<Answer<HostStatus>> answers,
      Map<String, HostStatus> statuses,
      SiteHolds holds) {
    /** A word that is newer than all that the hosts know. */
    Word word(Hold.State state, String why) {
      return Word.after(
          holds.newest().all(), state, Author.ofThisProcess(), why, System.currentTimeMillis());
    }

    /** Whether a host has an agent, or may have one, and did not answer. */
    boolean isSilent(String host) {
      return answers.stream()
          .anyMatch(answer -> answer.host().equals(host) && answer.failure() != null);
    }

    /** The hosts that did not answer and may be directors: no director sends to them. */
    List<Answer<HostStatus>> silentDirectors() {
      Set<String> realServers = DrainTarget.known(statuses);
      return answers.stream()
          .filter(answer -> answer.failure() != null)
          .filter(answer -> !realServers.contains(answer.host()))
          .toList();
    }
  }

  /** Asks every host of the inventory. */
  Seen look() throws SiteProblems, ControlException {
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(where.request(ssh));
    AgentQueries queries = new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO));
    List<Answer<HostStatus>> answers = queries.status(hosts.selected());
    Map<String, HostStatus> statuses = Answer.values(answers);
    SiteHolds holds = SiteHolds.of(statuses);
    if (holds.directors().isEmpty()) {
      throw new ControlException(
          "no director has answered: " + unanswered(answers),
          "hactl status shows why; nothing was changed");
    }
    return new Seen(hosts, queries, answers, statuses, holds);
  }

  private static String unanswered(List<Answer<HostStatus>> answers) {
    List<String> silent =
        answers.stream().filter(answer -> answer.failure() != null).map(Answer::host).toList();
    return silent.isEmpty() ? "no host has one" : "no answer from " + String.join(", ", silent);
  }

  /**
   * Gives new words to the directors and to these other hosts, with every other word that one of
   * them does not have yet.
   *
   * @return what the hosts answered
   */
  Told tell(Seen seen, List<Hold> words, Set<String> others) {
    Map<String, Holds> after = new LinkedHashMap<>(seen.holds().byHost());
    Set<String> hosts = new LinkedHashSet<>(seen.holds().directors());
    others.stream().filter(seen.statuses()::containsKey).forEach(hosts::add);
    List<Hold> newest = seen.holds().newest().merge(words).all();
    List<Answer<List<Hold>>> told = seen.queries().hold(List.copyOf(hosts), newest);
    List<String> have = new ArrayList<>();
    told.forEach(answer -> {
      if (answer.value() != null) {
        have.add(answer.host());
        after.put(answer.host(), Holds.of(answer.value()));
      }
    });
    words.forEach(word -> say(HoldText.done(word, have)));
    err().print(HoldText.untold(told));
    seen.silentDirectors().forEach(answer -> err().println(HoldText.later(answer.host())));
    err().flush();
    int failed = AnswersJson.exitCode(told);
    return new Told(
        words,
        told,
        failed == ExitCode.DONE && !seen.silentDirectors().isEmpty()
            ? ExitCode.HOST_UNREACHABLE
            : failed);
  }

  /**
   * What the hosts answered to new words.
   *
   * @param exitCode of the command, if nothing else goes wrong
   */
  record Told(List<Hold> words, List<Answer<List<Hold>>> answers, int exitCode) {}

  /** Shows on the directors how the connections of a drained real server end. */
  DrainWatch.Seen watch(Seen seen, DrainTarget target, boolean untilEmpty, Duration max) {
    PrintWriter shown = output == OutputFormat.TEXT ? out() : new PrintWriter(Writer.nullWriter());
    List<String> directors = List.copyOf(target.directors().keySet());
    return new DrainWatch(target, untilEmpty, max, shown, TerminalOutput.ofThisProcess())
        .until(
            () -> Answer.values(seen.queries().status(directors)), System::nanoTime, Thread::sleep);
  }

  /** Prints a line for a person; a program gets one document at the end. */
  void say(String line) {
    if (output == OutputFormat.TEXT) {
      out().println(line);
      out().flush();
    }
  }

  /** Prints the document for a program; all holds of each host, and these fields before them. */
  void end(Told told, Map<String, ?> more) {
    if (output != OutputFormat.TEXT) {
      Map<String, Object> first = new LinkedHashMap<>();
      first.put("said", HoldsJson.of(told.words()));
      first.putAll(more);
      List<Answer<List<JsonNode>>> answers =
          told.answers().stream().map(HoldCommand::json).toList();
      AnswersJson.print(out(), "holds", answers, first, output == OutputFormat.JSONL);
      out().flush();
    }
  }

  private static Answer<List<JsonNode>> json(Answer<List<Hold>> answer) {
    return new Answer<>(
        answer.host(),
        answer.value() == null ? null : HoldsJson.of(answer.value()),
        answer.failure(),
        answer.unreachable());
  }

  /** The reason, as one line of bounded length. */
  String reason(String said) {
    if (said.length() > Word.MAX_WHY || said.chars().anyMatch(Character::isISOControl)) {
      throw wrongOptions("--reason: one line of at most %d characters".formatted(Word.MAX_WHY));
    }
    return said.strip();
  }

  /**
   * Asks the operator, who has to type {@code yes}.
   *
   * @param option the option by which a script says yes
   * @throws ControlException if the operator does not, or there is no terminal
   */
  static void confirm(List<String> reasons, String option) throws ControlException {
    String why = String.join("; ", reasons);
    if (!TerminalInput.isThere()) {
      throw new ControlException(
          why, "to do it anyway, without a terminal: %s; nothing was changed".formatted(option));
    }
    Optional<String> answer = TerminalInput.answer("%s%nDo it anyway? Type yes: ", why);
    if (answer.filter(said -> said.strip().equalsIgnoreCase("yes")).isEmpty()) {
      throw new ControlException(why, "you did not type yes; nothing was changed");
    }
  }
}
