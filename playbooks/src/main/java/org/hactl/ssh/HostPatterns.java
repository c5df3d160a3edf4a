package org.hactl.ssh;

import java.util.List;
import java.util.Locale;

/**
 * Patterns of host names as OpenSSH's {@code match.c} reads them: {@code *} is any text, {@code ?}
 * one character, and {@code !} before a pattern excludes what it matches from the whole list.
 */
final class HostPatterns {
  private HostPatterns() {}

  /**
   * Whether a list of patterns, separated by commas, matches.
   *
   * @param host in lower case
   */
  static boolean match(String patterns, String host) {
    boolean matched = false;
    for (String pattern : List.of(patterns.split(",", -1))) {
      boolean excludes = pattern.startsWith("!");
      String wanted = (excludes ? pattern.substring(1) : pattern).toLowerCase(Locale.ROOT);
      if (matchOne(wanted, host)) {
        if (excludes) {
          return false;
        }
        matched = true;
      }
    }
    return matched;
  }

  /** Goes back only to the last {@code *}: at most as many steps as both lengths multiplied. */
  private static boolean matchOne(String pattern, String host) {
    int p = 0;
    int h = 0;
    int star = -1;
    int afterStar = 0;
    while (h < host.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        afterStar = h;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == host.charAt(h))) {
        p++;
        h++;
      } else if (star >= 0) {
        p = star + 1;
        h = ++afterStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
