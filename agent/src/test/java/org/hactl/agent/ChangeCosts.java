package org.hactl.agent;

import java.util.ArrayList;
import java.util.List;

/** What changes of a live pair cost, as a table that is printed. */
final class ChangeCosts {
  private static final String HEAD = "%-48s | %12s | %6s | %6s | %s%n%s%n";
  private static final String ROW = "%-48s | %4d of %4d | %6d | %6d | %d";

  private final String what;
  private final List<String> rows = new ArrayList<>();
  private final List<String> losing = new ArrayList<>();

  /**
   * @param what the head of the first column
   */
  ChangeCosts(String what) {
    this.what = what;
  }

  /** Ends the requests, and adds and prints what was lost by a change. */
  void add(String change, RequestLoop requests, HeldVip held, int transitions)
      throws InterruptedException {
    requests.close();
    String row =
        ROW.formatted(
            change,
            requests.lost(),
            requests.sent(),
            held.bothMillis(),
            held.noneMillis(),
            transitions);
    System.out.println(row);
    rows.add(row);
    if (requests.lost() > 0) {
      losing.add(change);
    }
  }

  void print() {
    System.out.printf(
        HEAD,
        what,
        "lost",
        "2 have",
        "0 have",
        "transitions",
        String.join(System.lineSeparator(), rows));
  }

  /** The changes by which requests were lost. */
  List<String> losing() {
    return losing;
  }
}
