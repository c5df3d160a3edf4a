package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.hactl.control.plan.PlanReview;
import org.hactl.control.plan.PlannedHost;
import org.junit.jupiter.api.Test;

class ApprovalTest {
  private static final PlannedHost PENDING =
      new PlannedHost("lvs1", 1, "d", 1, "w", List.of("a note"), List.of(), null);

  private final StringWriter out = new StringWriter();

  @Test
  void onlyYesIsYes() {
    for (String answer : List.of("y\n", "yes\n", " Y \n")) {
      assertThatCode(() -> ask(answer, PENDING)).doesNotThrowAnyException();
    }
    for (String answer : List.of("", "\n", "n\n", "yep\n")) {
      assertThatThrownBy(() -> ask(answer, PENDING)).isInstanceOf(PlanReview.Refused.class);
    }
    assertThat(out.toString()).contains("Go back to serial 8? [y/N] ");
  }

  @Test
  void aPlanThatChangesNothingNeedsNoAnswer() throws Exception {
    ask("", new PlannedHost("lvs1", 1, "d", 1, "w", List.of(), List.of(), null));
    assertThat(out.toString()).isEmpty();
  }

  private void ask(String answer, PlannedHost host) throws PlanReview.Refused {
    new Approval(
            "Go back to serial 8",
            new PrintWriter(out),
            new BufferedReader(new StringReader(answer)))
        .review(List.of(host));
  }
}
