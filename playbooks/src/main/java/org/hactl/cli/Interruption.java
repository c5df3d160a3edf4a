package org.hactl.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Standing;

/**
 * Tells an operator who leaves an apply (Ctrl-C, a closed terminal, a signal) where each host
 * stands. The process then ends with 128 and the number of the signal.
 */
final class Interruption implements AutoCloseable {
  /** For a confirmation that has begun. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** Work on hosts that an operator can leave. */
  interface Work {
    Interrupted interrupt(Duration patience) throws InterruptedException;
  }

  /** Tells it from now on, until this is closed. */
  static Interruption of(Work work, PrintWriter err) {
    Thread hook =
        Thread.ofPlatform()
            .name("interruption")
            .unstarted(() -> {
              try {
                err.print(text(work.interrupt(PATIENCE), ZoneId.systemDefault()));
                err.flush();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  static String text(Interrupted interrupted, ZoneId zone) {
    Map<String, Standing> standings = interrupted.standings();
    if (standings.isEmpty()) {
      return "\nhactl: interrupted; no host got a new state\n";
    }
    int width = standings.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder("\nhactl: interrupted; each host stands as follows:\n");
    standings.forEach((host, standing) ->
        text.append(
            "  %s  %s%n".formatted(host + " ".repeat(width - host.length()), standing.text(zone))));
    interrupted.remarks().forEach(remark -> text.append("  ").append(remark).append('\n'));
    if (standings.values().stream().anyMatch(each -> each.kind() == Standing.Kind.GOES_BACK)) {
      text.append("    next: wait for that, or do it now: hactl rollback --pending\n");
    }
    if (standings.values().stream().anyMatch(each -> each.kind() == Standing.Kind.WAITS)) {
      text.append("    next: hactl confirm keeps what waits; hactl rollback --pending undoes it\n");
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends: the hook runs.
    }
  }
}
