package org.hactl.vrrp.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pings an address a hundred times a second from a namespace, and counts the lost answers. */
public final class PingLoop {
  private static final Pattern RESULT =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

  private final Process process;

  private PingLoop(Process process) {
    this.process = process;
  }

  public static PingLoop start(String namespace, String address) {
    try {
      return new PingLoop(
          new ProcessBuilder(
                  "ip", "netns", "exec", namespace, "ping", "-n", "-q", "-i", "0.01", "-W", "2",
                  address)
              .redirectErrorStream(true)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came of it.
   *
   * @param lost requests without an answer
   */
  public record Result(int sent, int lost) {}

  /** Ends the loop. The answer to the last request may still be under way, and does not count. */
  public Result end() {
    LabNetwork.run("kill", "-INT", Long.toString(process.pid()));
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      Matcher matcher = RESULT.matcher(output);
      if (!matcher.find()) {
        throw new IllegalStateException("ping says: " + output);
      }
      int sent = Integer.parseInt(matcher.group(1));
      int lost = sent - Integer.parseInt(matcher.group(2));
      return new Result(sent, Math.max(0, lost));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
