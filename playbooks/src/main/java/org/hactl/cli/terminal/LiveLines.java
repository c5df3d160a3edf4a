package org.hactl.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One line per host at the bottom of a terminal, each rewritten in place; other text scrolls above
 * them. A line that has scrolled out of the terminal cannot be rewritten, so if there are many
 * hosts, only some of them have a line.
 */
public final class LiveLines {
  private static final int WIDTH = 78;
  private static final int MAX_LINES = 15;

  /** Makes the terminal cut off wide lines: a wrapped line would fill two rows but count as one. */
  static final String NO_WRAP = "\u001b[?7l";

  static final String WRAP = "\u001b[?7h";

  private final PrintWriter out;
  private final Map<String, String> lines = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();
  private int drawn;

  public LiveLines(PrintWriter out) {
    this.out = out;
  }

  /** Shows the present step of the work on a host. */
  public void set(String host, String text) {
    boolean again = ended.remove(host);
    if (!text.equals(lines.put(host, text)) || again) {
      redraw("");
    }
  }

  /** Shows a host's result; hosts that are still at work come first. */
  public void end(String host, String text) {
    boolean first = ended.add(host);
    if (!text.equals(lines.put(host, text)) || first) {
      redraw("");
    }
  }

  /** Prints above the lines. */
  public void print(String text) {
    redraw(text);
  }

  /** Removes the lines for good; the next output takes their place. */
  public void clear() {
    lines.clear();
    redraw("");
  }

  private void redraw(String above) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("A\r\u001b[J");
    }
    text.append(above);
    List<String> shown = shown();
    if (!shown.isEmpty()) {
      text.append(NO_WRAP);
      shown.forEach(line -> text.append(line).append('\n'));
      text.append(WRAP);
    }
    drawn = shown.size();
    out.print(text);
    out.flush();
  }

  private List<String> shown() {
    List<String> hosts = new ArrayList<>(lines.keySet());
    if (hosts.size() > MAX_LINES) {
      hosts = new ArrayList<>(hosts.stream().filter(host -> !ended.contains(host)).toList());
      lines.keySet().stream().filter(ended::contains).forEach(hosts::add);
    }
    int more = Math.max(0, hosts.size() - MAX_LINES);
    hosts = hosts.subList(0, hosts.size() - more);
    int width = hosts.stream().mapToInt(String::length).max().orElse(0);
    List<String> shown = new ArrayList<>();
    for (String host : hosts) {
      String line = "%s  %s".formatted(host + " ".repeat(width - host.length()), lines.get(host));
      shown.add(line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line);
    }
    if (more > 0) {
      shown.add("... and %d more".formatted(more));
    }
    return shown;
  }
}
