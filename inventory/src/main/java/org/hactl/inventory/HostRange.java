package org.hactl.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host names with ranges: {@code web[1:3]}, {@code web[01:10:2]}, {@code db-[a:c]}. */
final class HostRange {
  private static final int MAX_HOSTS = 10_000;
  private static final Pattern RANGE =
      Pattern.compile("\\[(?:([0-9]{1,9}):([0-9]{1,9})|([a-zA-Z]):([a-zA-Z]))(?::([0-9]{1,9}))?]");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");

  private HostRange() {}

  static boolean isIpv6(String name) {
    return IPV6.matcher(name).matches();
  }

  /**
   * All names of a pattern; the pattern itself if it has no range.
   *
   * @throws IllegalArgumentException if a range is wrong or has too many names
   */
  static List<String> expand(String pattern) {
    Matcher range = RANGE.matcher(pattern);
    if (!range.find()) {
      if (pattern.indexOf('[') >= 0 || pattern.indexOf(']') >= 0) {
        throw new IllegalArgumentException(
            "\"%s\" is not a valid host range; write it like web[1:3]".formatted(pattern));
      }
      return List.of(pattern);
    }
    List<String> names = new ArrayList<>();
    String head = pattern.substring(0, range.start());
    List<String> tails = expand(pattern.substring(range.end()));
    for (String middle : members(range)) {
      for (String tail : tails) {
        names.add(head + middle + tail);
        if (names.size() > MAX_HOSTS) {
          throw new IllegalArgumentException(
              "\"%s\" gives more than %d hosts".formatted(pattern, MAX_HOSTS));
        }
      }
    }
    return names;
  }

  private static List<String> members(Matcher range) {
    int step = range.group(5) == null ? 1 : Integer.parseInt(range.group(5));
    boolean letters = range.group(3) != null;
    int first = letters ? range.group(3).charAt(0) : Integer.parseInt(range.group(1));
    int last = letters ? range.group(4).charAt(0) : Integer.parseInt(range.group(2));
    if (step == 0 || first > last) {
      throw new IllegalArgumentException(
          "the host range %s has no members; its end must follow its start, and its step be 1 or more"
              .formatted(range.group()));
    }
    boolean padded = !letters && range.group(1).startsWith("0") && range.group(1).length() > 1;
    List<String> members = new ArrayList<>();
    for (long at = first; at <= last && members.size() <= MAX_HOSTS; at += step) {
      if (letters) {
        members.add(String.valueOf((char) at));
      } else {
        members.add(
            padded ? ("%0" + range.group(1).length() + "d").formatted(at) : String.valueOf(at));
      }
    }
    return members;
  }
}
