package org.hactl.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.Watchdog;

/**
 * Removes the text that a login shell's start-up files or sudo print before a command's own output.
 * Each command first prints a line that marks where its own output begins.
 */
final class ShellNoise {
  /** The line before a command's own output. */
  static final String MARKER = "hactl-output-begins";

  /** Far more than a greeting: hactl does not wait for a host that prints without end. */
  private static final int MAX_BYTES = 64 * 1024;

  private ShellNoise() {}

  /** The output without the noise before the marker; unchanged if it has no marker. */
  static CommandOutput removedFrom(CommandOutput output) {
    return new CommandOutput(
        output.exit(),
        afterMarker(output.out()).orElse(output.out()),
        afterMarker(output.err()).orElse(output.err()));
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
    try (Watchdog _ = Watchdog.after(limit, duplex::close)) {
      readToMarker(duplex.in());
    } catch (IOException e) {
      throw unmarked("", "broke: " + e.getMessage());
    }
  }

  private static void readToMarker(InputStream in) throws IOException, HostException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    String last = "";
    for (int read = 0; read < MAX_BYTES; read++) {
      int next = in.read();
      if (next < 0) {
        throw unmarked(last, "ended before it began");
      }
      if (next != '\n') {
        line.write(next);
        continue;
      }
      String text = line.toString(StandardCharsets.UTF_8);
      if (text.equals(MARKER)) {
        return;
      }
      last = text;
      line.reset();
    }
    throw unmarked(last, "is preceded by more than %d kB".formatted(MAX_BYTES / 1024));
  }

  private static HostException unmarked(String noise, String what) {
    String said = noise.length() > 200 ? noise.substring(0, 200) + "..." : noise;
    return new HostException(
        HostException.RecapColumn.UNREACHABLE,
        "the bridge to the agent " + what + (said.isBlank() ? "" : "; the shell printed: " + said),
        NEXT_STEP);
  }

  /** The next step for an operator if a login shell prints into the answers. */
  static final String NEXT_STEP =
      "on that host: start-up files of the login shell (~/.bashrc, ~/.profile, /etc/profile.d) must"
          + " print only if there is a terminal";
}
