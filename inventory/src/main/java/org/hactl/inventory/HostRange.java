package org.hactl.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host names with ranges: {@code web[1:3]}, {@code web[01:10:2]}, {@code db-[a:c]}. */
final class HostRange {
  private static final int MAX_HOSTS = 10_000;
  private static final Pattern RANGE =
      Pattern.compile("\\[(?:([0-9]{0,9}):([0-9]{1,9})|([a-zA-Z]):([a-zA-Z]))(?::([0-9]{1,9}))?]");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");

  private static final Pattern BRACKETED = Pattern.compile("\\[(.+)]:([0-9]+)");
  private static final Pattern WITH_PORT =
      Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*])+):([0-9]+)");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /**
   * The hosts of one entry.
   *
   * @param port the port after the last colon
   */
  record Hosts(List<String> names, Optional<String> port) {}

  private HostRange() {}

  /**
   * All hosts of an entry: {@code web1}, {@code web[1:3]:2222}, {@code [2001:db8::2]:22}.
   *
   * @throws IllegalArgumentException if a range is wrong or has too many names
   */
  static Hosts hosts(String entry) {
    for (Pattern pattern : List.of(BRACKETED, WITH_PORT)) {
      Matcher found = pattern.matcher(entry);
      if (found.matches()) {
        return new Hosts(expand(found.group(1)), Optional.of(found.group(2)));
      }
    }
    return new Hosts(expand(entry), Optional.empty());
  }

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
    String from = letters ? range.group(3) : range.group(1).isEmpty() ? "0" : range.group(1);
    String to = letters ? range.group(4) : range.group(2);
    int first = letters ? LETTERS.indexOf(from) : Integer.parseInt(from);
    int last = letters ? LETTERS.indexOf(to) : Integer.parseInt(to);
    if (step == 0 || first > last) {
      throw new IllegalArgumentException(
          "the host range %s has no members; its end must follow its start, and its step be 1 or more"
              .formatted(range.group()));
    }
    boolean padded = !letters && from.startsWith("0") && from.length() > 1;
    if (padded && from.length() != to.length()) {
      throw new IllegalArgumentException(
          "the host range %s must have as many digits at its end as at its start"
              .formatted(range.group()));
    }
    List<String> members = new ArrayList<>();
    for (long at = first; at <= last && members.size() <= MAX_HOSTS; at += step) {
      if (letters) {
        members.add(LETTERS.substring((int) at, (int) at + 1));
      } else {
        members.add(
            padded
                ? String.format(Locale.ROOT, "%0" + from.length() + "d", at)
                : String.valueOf(at));
      }
    }
    return members;
  }
}
