package org.hactl.cli.text;

import java.util.List;
import org.hactl.control.AgentQueries.Answer;

/** The hosts that did not answer, and what to do about it. */
final class UnansweredText {
  private UnansweredText() {}

  static <T> String text(List<Answer<T>> answers) {
    StringBuilder text = new StringBuilder();
    for (Answer<T> answer : answers) {
      if (answer.failure() != null) {
        text.append(answer.unreachable() ? "UNREACHABLE " : "FAILED ").append(answer.host());
        text.append(": ").append(Printable.text(answer.failure().message()));
        text.append("\n    next: ")
            .append(Printable.text(answer.failure().nextStep()))
            .append('\n');
      }
    }
    return text.toString();
  }
}
