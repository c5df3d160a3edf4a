package org.hactl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.hactl.control.plan.PlanReview;
import org.hactl.control.plan.PlannedHost;

/**
 * Asks the operator whether a plan is carried out.
 *
 * @param question without its question mark
 * @param out where it is asked
 * @param in where the answer is read
 */
record Approval(String question, PrintWriter out, BufferedReader in) implements PlanReview {
  @Override
  public void review(List<PlannedHost> hosts) throws Refused {
    if (hosts.stream().noneMatch(PlannedHost::pending)) {
      return;
    }
    hosts.stream()
        .filter(host -> host.failure() != null)
        .forEach(host -> out.println(host.host() + " is left as it is: " + host.failure()));
    out.print(question + "? [y/N] ");
    out.flush();
    String answer = answer().strip().toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw new Refused("not carried out: the answer was not \"y\"", "nothing was changed");
    }
  }

  private String answer() {
    try {
      String line = in.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }
}
