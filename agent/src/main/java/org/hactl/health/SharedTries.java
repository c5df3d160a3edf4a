package org.hactl.health;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.hactl.health.probe.Aim;
import org.hactl.health.probe.CheckResult;
import org.hactl.health.probe.Means;

/**
 * The tries of all checks. Equal checks of one address are one series of tries, whoever wants their
 * results. Safe for use from any thread.
 */
final class SharedTries implements AutoCloseable {
  private final Means means;
  private final Map<Aim, TrySeries> running = new HashMap<>();

  SharedTries(Means means) {
    this.means = means;
  }

  /** Is told the result of each try, on the thread of the series. */
  @FunctionalInterface
  interface Hearer {
    /** A try has ended. */
    void heard(CheckResult result, LastTry.Span span);
  }

  /**
   * Lets the hearer know the results from now on. Where others hear them already, it hears the last
   * one at once; else the first try begins after the delay.
   */
  synchronized void join(Aim aim, Hearer hearer, long startDelayNanos) {
    TrySeries series = running.get(aim);
    if (series == null) {
      series = new TrySeries(aim, means, startDelayNanos);
      running.put(aim, series);
      series.join(hearer);
      series.start();
    } else {
      series.join(hearer);
    }
  }

  /** A series ends with its last hearer; a try that is under way is aborted then. */
  synchronized void leave(Aim aim, Hearer hearer) {
    TrySeries series = running.get(aim);
    if (series != null && series.leave(hearer)) {
      running.remove(aim);
    }
  }

  /** Makes the next try of these questions at once. */
  synchronized void tryNow(Predicate<Aim> which) {
    running.forEach((aim, series) -> {
      if (which.test(aim)) {
        series.tryNow();
      }
    });
  }

  /** How many different questions are asked. */
  synchronized int size() {
    return running.size();
  }

  @Override
  public void close() {
    means.close();
  }
}
