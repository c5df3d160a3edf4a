package org.hactl.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a misspelt word probably stands for. */
public final class Nearest {
  private Nearest() {}

  /** The nearest of the known words, if one is near enough. */
  public static Optional<String> to(String word, Collection<String> known) {
    String wanted = plain(word);
    if (wanted.isEmpty() || wanted.length() > 80) {
      return Optional.empty();
    }
    String best = null;
    int fewest = 1 + Math.max(1, wanted.length() / 3);
    for (String candidate : known) {
      int edits =
          Math.abs(candidate.length() - word.length()) >= fewest
              ? fewest
              : distance(wanted, plain(candidate));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best).or(() -> sharedStart(wanted, known));
  }

  /**
   * The number of edits from one word to the other: insert, delete, replace, swap two neighbours.
   */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(
                Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }

  /**
   * A known word that begins the wanted word, or begins with it: {@code interval}, {@code
   * interval_seconds}.
   */
  private static Optional<String> sharedStart(String wanted, Collection<String> known) {
    return known.stream()
        .filter(k -> k.length() >= 4 && wanted.length() >= 4)
        .filter(k -> wanted.startsWith(plain(k)) || plain(k).startsWith(wanted))
        .findFirst();
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').strip();
  }
}
