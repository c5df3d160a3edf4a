package org.hactl.cli.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.explain.Explanation;
import org.hactl.control.explain.Step;
import org.hactl.control.explain.Step.Verdict;
import org.hactl.host.VirtualServiceSpec;

/** The output of {@code hactl explain}: each step, and at the end the one line that is wrong. */
public record ExplanationText(boolean colours) {
  /**
   * @param silent the hosts that did not answer
   */
  public <T> String of(
      VirtualServiceSpec service, Explanation explanation, List<Answer<T>> silent) {
    StringBuilder text = new StringBuilder();
    String head = "%s is the service %s".formatted(service.text(), service.name());
    text.append(Colour.BOLD.paint(Printable.text(head), colours)).append('\n');
    for (Map.Entry<String, List<Step>> part : explanation.parts().entrySet()) {
      text.append(Printable.text(part.getKey())).append('\n');
      part.getValue().forEach(step -> text.append(line(step)));
    }
    return text.append(UnansweredText.text(silent)).append(reason(explanation)).toString();
  }

  private String line(Step step) {
    String host = step.host().isEmpty() ? "" : step.host() + " ";
    String words = "%-6s %s%s".formatted(word(step.verdict()), host, step.text());
    return colour(step.verdict()).line(words, colours);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case RIGHT -> "ok";
      case DOUBT -> "look";
      case WRONG -> "WRONG";
      case UNKNOWN -> "?";
    };
  }

  private static Colour colour(Verdict verdict) {
    return switch (verdict) {
      case RIGHT -> Colour.GREEN;
      case DOUBT -> Colour.YELLOW;
      case WRONG -> Colour.RED;
      case UNKNOWN -> Colour.DIM;
    };
  }

  private String reason(Explanation explanation) {
    Optional<Step> reason = explanation.reason();
    if (reason.isEmpty()) {
      return "=> nothing is wrong on these hosts\n"
          + "    next: look between the client and the VIP: its route, and packet filters"
          + " (nft list ruleset)\n";
    }
    Step step = reason.get();
    String host = step.host().isEmpty() ? "" : step.host() + " ";
    String line = Printable.text("=> " + host + step.text());
    return Colour.BOLD.paint(line, colours) + "\n    next: " + Printable.text(step.next()) + '\n';
  }
}
