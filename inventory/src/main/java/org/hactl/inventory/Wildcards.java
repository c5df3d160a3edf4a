package org.hactl.inventory;

import java.util.regex.Pattern;

/**
 * The wildcards of Python's {@code fnmatch}: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]}.
 */
final class Wildcards {
  private Wildcards() {}

  /** The regular expression that matches the same whole texts. */
  static String regex(String wildcard) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < wildcard.length()) {
      char c = wildcard.charAt(at);
      // A bracket that closes at once is a member of the set.
      int from = wildcard.startsWith("!", at + 1) ? at + 3 : at + 2;
      int close = c == '[' ? wildcard.indexOf(']', from) : -1;
      if (close > 0) {
        String set = wildcard.substring(at + 1, close);
        String members = set.startsWith("!") ? set.substring(1) : set;
        regex
            .append(set.startsWith("!") ? "[^" : "[")
            .append(members.replaceAll("([\\\\\\[\\]&^])", "\\\\$1"))
            .append(']');
        at = close;
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      at++;
    }
    return regex.toString();
  }
}
