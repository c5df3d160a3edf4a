package org.hactl.control.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * Removes the text that a login shell's start-up files or sudo print before a command's own output.
 * Each command first prints a line that marks where its own output begins.
 */
public final class ShellNoise {
  /** The line before a command's own output. */
  public static final String MARKER = "hactl-output-begins";

  /** Far more than a greeting: hactl does not wait for a host that prints without end. */
  private static final int MAX_BYTES = 64 * 1024;

  /** The status of a command that a shell cannot run. */
  private static final int NOT_RUN = 127;

  private ShellNoise() {}

  /**
   * A script that first marks the beginning of its output. An empty line comes before the marker,
   * because the noise may end without a line's end.
   */
  static String marked(String script) {
    return "echo; echo %1$s; { echo; echo %1$s; } >&2\n%2$s".formatted(MARKER, script);
  }

  /**
   * The output without the noise before the marker. If the output has no marker, the command was
   * not run: then all text is an error, and a status of 0 becomes {@link #NOT_RUN}.
   */
  static CommandOutput removedFrom(CommandOutput output) {
    Optional<String> out = afterMarker(output.out());
    return out.isPresent()
        ? new CommandOutput(
            output.exit(), out.get(), afterMarker(output.err()).orElse(output.err()))
        : new CommandOutput(
            output.exit() == 0 ? NOT_RUN : output.exit(),
            "",
            (output.out() + output.err()).strip());
  }

  private static Optional<String> afterMarker(String text) {
    String line = MARKER + "\n";
    int at = text.startsWith(line) ? 0 : text.indexOf("\n" + line) + 1;
    return text.startsWith(line, at)
        ? Optional.of(text.substring(at + line.length()))
        : Optional.empty();
  }

  /**
   * Reads up to the marker.
   *
   * @param limit how long the marker may take
   * @throws HostException if the marker does not come, or only after too much noise
   */
  static void skip(DuplexStream duplex, Duration limit) throws HostException {
    String last = "";
    String problem;
    try (Watchdog watchdog = Watchdog.after(limit, duplex::close)) {
      NoiseLines lines = new NoiseLines(duplex.in());
      try {
        for (String line = lines.next(); line != null; line = lines.next()) {
          if (line.equals(MARKER)) {
            return;
          }
          last = line.isBlank() ? last : line;
        }
        problem =
            lines.tooMany()
                ? "is preceded by more than %d kB".formatted(MAX_BYTES / 1024)
                : "ended before it began";
      } catch (IOException e) {
        problem = "broke: " + e.getMessage();
      }
      if (watchdog.fired()) {
        problem = "did not begin within %d s".formatted(limit.toSeconds());
      }
    }
    throw unmarked(last, problem);
  }

  /** The lines before a command's own output, read byte by byte: what follows is not for us. */
  private static final class NoiseLines {
    private final InputStream in;
    private int count;

    private NoiseLines(InputStream in) {
      this.in = in;
    }

    boolean tooMany() {
      return count >= MAX_BYTES;
    }

    /** The next line; null at the end, or if there are too many bytes. */
    @Nullable String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (!tooMany()) {
        int next = in.read();
        if (next < 0) {
          return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
        }
        count++;
        if (next == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        line.write(next);
      }
      return null;
    }
  }

  private static HostException unmarked(String noise, String what) {
    String said = noise.length() > 200 ? noise.substring(0, 200) + "..." : noise;
    return new HostException(
        HostException.RecapColumn.UNREACHABLE,
        "the bridge to the agent " + what + (said.isBlank() ? "" : "; the shell printed: " + said),
        NEXT_STEP);
  }

  /** The next step for an operator if a login shell disturbs a command or its answer. */
  static final String NEXT_STEP =
      "on that host: start-up files of the login shell (~/.bashrc, ~/.profile, /etc/profile.d) must"
          + " not print, wait for input or start another shell, unless there is a terminal";
}
