package org.hactl.health.probe;

import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.host.Payload;
import org.jspecify.annotations.Nullable;

/** Reads the line of an agent on the real server. */
record AgentChecker(Caller caller, @Nullable Payload send) implements Checker {
  @Override
  public CheckResult check(Deadline deadline) {
    return caller.call(
        deadline,
        call -> {
          if (send != null) {
            call.at("send").write(send.bytes());
          }
          call.at("answer");
          return AgentLine.judge(call.in().readLineOrRest());
        });
  }

  /**
   * What an agent says (HAProxy's configuration manual, agent-check): words with spaces or commas
   * between them, and a reason after {@code #}. Pure.
   */
  static final class AgentLine {
    private AgentLine() {}

    static CheckResult judge(String line) throws MalformedAnswer {
      String said = "the agent says " + MalformedAnswer.printable(line.strip());
      String words = line.replaceFirst("#.*", "").strip();
      boolean known = false;
      boolean up = true;
      Integer percent = null;
      boolean drained = false;
      for (String word : words.split("[\\s,]+", -1)) {
        switch (word) {
          case "up", "ready" -> {}
          case "down", "failed", "stopped", "maint" -> up = false;
          case "drain" -> drained = true;
          default -> {
            if (!word.matches("[0-9]{1,3}%")) {
              continue;
            }
            percent = Integer.parseInt(word.substring(0, word.length() - 1));
          }
        }
        known = true;
      }
      if (!known) {
        throw new MalformedAnswer(
            "neither a percentage nor up, down, drain or maint: \""
                + MalformedAnswer.printable(line)
                + "\"");
      }
      if (!up) {
        return CheckResult.failure(said);
      }
      Integer weight = drained ? Integer.valueOf(0) : percent;
      return weight == null ? CheckResult.success(said) : CheckResult.weighing(said, weight);
    }
  }
}
