package org.hactl.cli.text;

import java.util.List;
import java.util.Map;
import org.hactl.api.ChangeView;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;

/**
 * The output of {@code hactl diff}: the differences of each host.
 *
 * @param whole whether defaults and every line of long values are shown
 */
public record GenerationDiffText(boolean colours, boolean whole) {
  /**
   * @param pairs which generations were compared, by host
   */
  public String of(List<Answer<List<ChangeView>>> answers, Map<String, Request.Compare> pairs) {
    StringBuilder text = new StringBuilder();
    for (Answer<List<ChangeView>> answer : answers) {
      Request.Compare pair = pairs.get(answer.host());
      if (answer.value() != null && pair != null) {
        text.append(
            Colour.BOLD.paint(
                "%s  generation %d -> %d".formatted(answer.host(), pair.from(), pair.to()),
                colours));
        text.append('\n');
        text.append(
            answer.value().isEmpty()
                ? "  no difference\n"
                : new DiffText(colours, whole).of(answer.value()));
      } else if (answer.failure() == null) {
        text.append(answer.host()).append("\n  no agent: hactl apply installs it\n");
      }
    }
    return text.append(UnansweredText.text(answers)).toString();
  }
}
