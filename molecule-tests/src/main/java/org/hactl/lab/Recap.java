package org.hactl.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recap at the end of {@code hactl apply}, host by host. */
public record Recap(Map<String, Counts> hosts) {
  private static final Pattern LINE =
      Pattern.compile(
          "^(\\S+)\\s*:\\s*ok=(\\d+)\\s+changed=(\\d+)\\s+unreachable=(\\d+)\\s+failed=(\\d+)");

  public record Counts(int ok, int changed, int unreachable, int failed) {}

  /** Finds the recap's lines in the output of the command. */
  public static Recap parse(String output) {
    Map<String, Counts> hosts = new LinkedHashMap<>();
    for (String line : output.split("\n")) {
      Matcher m = LINE.matcher(line.strip());
      if (m.find()) {
        hosts.put(m.group(1), new Counts(number(m, 2), number(m, 3), number(m, 4), number(m, 5)));
      }
    }
    return new Recap(hosts);
  }

  /**
   * @throws LabException if the recap has no line for the host
   */
  public Counts host(String name) {
    Counts counts = hosts.get(name);
    if (counts == null) {
      throw new LabException("the recap has no line for %s: %s".formatted(name, hosts));
    }
    return counts;
  }

  public int changed() {
    return hosts.values().stream().mapToInt(Counts::changed).sum();
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}
