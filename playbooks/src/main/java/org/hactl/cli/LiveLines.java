package org.hactl.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line per host at the bottom of a terminal, each rewritten in place; other text scrolls above
 * them.
 */
final class LiveLines {
  private static final int WIDTH = 78;

  private final PrintWriter out;
  private final Map<String, String> lines = new LinkedHashMap<>();
  private int drawn;

  LiveLines(PrintWriter out) {
    this.out = out;
  }

  void set(String host, String text) {
    if (!text.equals(lines.put(host, text))) {
      redraw("");
    }
  }

  /** Prints above the lines. */
  void print(String text) {
    redraw(text);
  }

  /** Leaves the lines off for good; what is printed next stands where they were. */
  void clear() {
    lines.clear();
    redraw("");
  }

  private void redraw(String above) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("A\r\u001b[J");
    }
    text.append(above);
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach((host, state) -> {
      String line = "%s  %s".formatted(host + " ".repeat(width - host.length()), state);
      text.append(line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line).append('\n');
    });
    drawn = lines.size();
    out.print(text);
    out.flush();
  }
}
