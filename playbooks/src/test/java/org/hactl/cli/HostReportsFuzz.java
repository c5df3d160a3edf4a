package org.hactl.cli;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.hactl.api.Reply;

/**
 * Whatever a host answers in the form of a reply, the answers of the other hosts are printed beside
 * it, and the terminal stays in the operator's hands.
 */
class HostReportsFuzz {
  /** More than any reply of the fuzzer needs: no cell of a table may be multiplied. */
  private static final int MAX_LETTERS = 1_000_000;

  @FuzzTest
  void reports(FuzzedDataProvider data) {
    String reply = new HostileReplies(data).of(Reply.class).toString();
    for (String text : ReplyPrints.of(reply)) {
      check(text, reply);
    }
  }

  static void check(String text, String reply) {
    if (!text.contains("good")) {
      throw new AssertionError("the other host is not printed beside " + reply);
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw new AssertionError("a control character is printed for " + reply);
    }
    if (text.length() > MAX_LETTERS) {
      throw new AssertionError("%d letters are printed for %s".formatted(text.length(), reply));
    }
  }
}
