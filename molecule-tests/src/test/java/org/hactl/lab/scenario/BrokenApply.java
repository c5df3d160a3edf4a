package org.hactl.lab.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HactlRun;

/**
 * An apply to which something happens when it says a certain line.
 *
 * @param line a part of the line
 * @param times at which of the lines with this part it happens
 */
record BrokenApply(ControlNode control, String site, String line, int times) {
  /** Short, so that hosts without a control node go back soon. */
  static final Duration CONFIRM_WITHIN = Duration.ofSeconds(15);

  interface Strike {
    void at(HactlRun run);
  }

  /** Applies, one host after another, and waits for the end. */
  ExecResult run(Strike strike) {
    CompletableFuture<HactlRun> started = new CompletableFuture<>();
    AtomicInteger seen = new AtomicInteger();
    started.complete(
        control.start(
            text -> {
              System.out.println("  | " + text);
              if (text.contains(line) && seen.incrementAndGet() == times) {
                strike.at(started.join());
              }
            },
            Map.of(),
            "apply",
            "--forks",
            "1",
            "--confirm-within",
            CONFIRM_WITHIN.toSeconds() + "s",
            site));
    return started.join().await(Duration.ofMinutes(5));
  }
}
