package org.hactl.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problem;
import org.hactl.yaml.Problems;

/**
 * The host patterns of {@code --limit} as Ansible 2.14 reads them: unions by comma or colon, {@code
 * !} and {@code &}, {@code ~REGEX}, {@code @FILE}, wildcards and subscripts such as {@code
 * webs[0:2]}. A pattern that matches nothing is a problem.
 */
public final class HostPatterns {
  private static final Pattern SUBSCRIPT =
      Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9}):([0-9]{0,9}))]");

  /** What stands between colons, brackets whole. */
  private static final Pattern BETWEEN_COLONS = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*])+");

  private final Inventory inventory;
  private final Path place;
  private final Problems problems;

  private HostPatterns(Inventory inventory, Path place, Problems problems) {
    this.inventory = inventory;
    this.place = place;
    this.problems = problems;
  }

  /**
   * The names of the hosts that match, in the inventory's order.
   *
   * @param place the inventory, for problems
   */
  public static List<String> select(
      String patterns, Inventory inventory, Path place, Problems problems) {
    Problems found = new Problems();
    HostPatterns reader = new HostPatterns(inventory, place, found);
    Set<String> hosts = reader.hosts(reader.words(patterns));
    if (hosts.isEmpty() && found.isEmpty()) {
      found.add(place, "--limit " + patterns + " matches no host");
    }
    problems.addAll(found);
    return inventory.hosts().keySet().stream().filter(hosts::contains).toList();
  }

  private List<String> words(String patterns) {
    List<String> words = new ArrayList<>();
    for (String word : split(patterns)) {
      if (word.startsWith("@")) {
        words.addAll(fileLines(Path.of(word.substring(1))));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private static List<String> split(String patterns) {
    List<String> words = new ArrayList<>();
    if (patterns.contains(",")) {
      words.addAll(List.of(patterns.split(",")));
    } else if (HostRange.isIpv6(patterns) || patterns.startsWith("~") || patterns.startsWith("@")) {
      words.add(patterns);
    } else {
      Matcher between = BETWEEN_COLONS.matcher(patterns);
      while (between.find()) {
        words.add(between.group());
      }
    }
    return words.stream().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private List<String> fileLines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      problems.add(file, "the file of --limit cannot be read: " + e);
      return List.of();
    }
  }

  /** Plain patterns first, then those with {@code &}, then those with {@code !}. */
  private Set<String> hosts(List<String> words) {
    List<String> plain =
        words.stream().filter(w -> !w.startsWith("!") && !w.startsWith("&")).toList();
    Set<String> hosts = new LinkedHashSet<>();
    (plain.isEmpty() ? List.of(Inventory.ALL) : plain)
        .forEach(word -> hosts.addAll(matching(word)));
    words.stream()
        .filter(word -> word.startsWith("&"))
        .forEach(word -> hosts.retainAll(matching(word.substring(1))));
    words.stream()
        .filter(word -> word.startsWith("!"))
        .forEach(word -> matching(word.substring(1)).forEach(hosts::remove));
    return hosts;
  }

  private List<String> matching(String word) {
    if (inventory.host(word).isPresent()) {
      return List.of(word);
    }
    Matcher subscript = SUBSCRIPT.matcher(word);
    if (word.startsWith("~") || !subscript.matches()) {
      return named(word, word);
    }
    List<String> hosts = named(subscript.group(1), word);
    return hosts.isEmpty() ? hosts : subscript(hosts, subscript, word);
  }

  private List<String> subscript(List<String> hosts, Matcher subscript, String word) {
    int from;
    int to;
    if (subscript.group(2) != null) {
      int index = Integer.parseInt(subscript.group(2));
      from = index < 0 ? hosts.size() + index : index;
      to = from;
    } else {
      from = Integer.parseInt(subscript.group(3));
      String end = subscript.group(4);
      to = end.isEmpty() ? hosts.size() - 1 : Math.min(Integer.parseInt(end), hosts.size() - 1);
    }
    if (from < 0 || from > to || to >= hosts.size()) {
      problems.add(
          place,
          "--limit: \"%s\" names no host; %s has %d, counted from 0"
              .formatted(word, subscript.group(1), hosts.size()));
      return List.of();
    }
    return hosts.subList(from, to + 1);
  }

  private List<String> named(String expression, String word) {
    Set<String> hosts = new LinkedHashSet<>();
    Pattern pattern;
    try {
      pattern =
          expression.startsWith("~")
              ? Pattern.compile(expression.substring(1))
              : Pattern.compile(Wildcards.regex(expression), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      problems.add(
          place, "--limit: \"%s\" is no valid pattern: %s".formatted(word, e.getDescription()));
      return List.of();
    }
    boolean group = false;
    for (String name : inventory.groups().keySet()) {
      if (matches(pattern, name, expression)) {
        group = true;
        hosts.addAll(inOrder(inventory.group(name).orElseThrow()));
      }
    }
    if (!group || expression.startsWith("~") || expression.matches(".*[.?*\\[].*")) {
      inventory.hosts().keySet().stream()
          .filter(name -> matches(pattern, name, expression))
          .forEach(hosts::add);
    }
    if (hosts.isEmpty() && !group) {
      problems.add(unknown(expression));
    }
    return List.copyOf(hosts);
  }

  /** The hosts of a group, then those of its children: the order in which subscripts count. */
  private Set<String> inOrder(Group group) {
    Set<Group> all = new LinkedHashSet<>();
    Deque<Group> open = new ArrayDeque<>(List.of(group));
    while (!open.isEmpty()) {
      Group next = open.remove();
      if (all.add(next)) {
        open.addAll(inventory.children(next));
      }
    }
    Set<String> hosts = new LinkedHashSet<>();
    all.forEach(one -> hosts.addAll(one.name().equals(Inventory.ALL) ? List.of() : one.hosts()));
    return hosts;
  }

  /** A regular expression matches from the start of a name on, a wildcard the whole name. */
  private static boolean matches(Pattern pattern, String name, String expression) {
    Matcher matcher = pattern.matcher(name);
    return expression.startsWith("~") ? matcher.lookingAt() : matcher.matches();
  }

  private Problem unknown(String expression) {
    boolean plain = !expression.startsWith("~") && !expression.matches(".*[?*\\[].*");
    return Problem.in(
        place,
        plain
            ? "--limit names \"%s\", which is neither a host nor a group".formatted(expression)
            : "--limit: \"%s\" matches no host and no group".formatted(expression),
        plain ? Nearest.to(expression, inventory.names()).orElse(null) : null);
  }
}
