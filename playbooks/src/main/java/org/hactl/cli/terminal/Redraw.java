package org.hactl.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Shows a text again and again: on a terminal in place, elsewhere one text after another, each with
 * the time.
 */
public final class Redraw {
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";
  private static final String CLEAR = "\u001b[2J";
  private static final int USUAL_ROWS = 24;

  private final PrintWriter out;
  private final boolean terminal;
  private boolean cleared;

  public Redraw(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public void show(String text) {
    String time = LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
    if (!terminal) {
      out.print(time + "\n" + text + "\n");
    } else {
      out.print((cleared ? "" : CLEAR) + frame(text + time + "  Ctrl-C ends", rows()));
      cleared = true;
    }
    out.flush();
  }

  /** The text drawn over the frame before it; lines that do not fit are counted. */
  static String frame(String text, int rows) {
    List<String> lines = text.lines().toList();
    int fit = Math.max(2, rows - 1);
    StringBuilder frame = new StringBuilder(HOME).append(LiveLines.NO_WRAP);
    boolean cut = lines.size() > fit;
    for (String line : cut ? lines.subList(0, fit - 1) : lines) {
      frame.append(line).append(REST_OF_LINE).append('\n');
    }
    if (cut) {
      frame
          .append(
              "... %d more lines: use a higher terminal or --limit"
                  .formatted(lines.size() - fit + 1))
          .append(REST_OF_LINE)
          .append('\n');
    }
    return frame.append(LiveLines.WRAP).append(REST_OF_SCREEN).toString();
  }

  /** The height of the terminal, which may change at any moment. */
  private static int rows() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return size.matches("[1-9][0-9]{0,4} [0-9]+\\s*")
          ? Integer.parseInt(size.substring(0, size.indexOf(' ')))
          : USUAL_ROWS;
    } catch (IOException e) {
      return USUAL_ROWS;
    }
  }
}
