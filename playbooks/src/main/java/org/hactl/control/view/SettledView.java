package org.hactl.control.view;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at the site, and looks again as long as a finding may come from a role that has just
 * changed: a failover of one second is no finding.
 *
 * @param answers the hosts' answers to the last look
 */
public record SettledView<A>(A answers, SiteView view) {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** Covers two down intervals of routers that advertise every second. */
  private static final int MAX_LOOKS = 10;

  /** Waits between two looks. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * @param ask asks all hosts
   * @param compare compares their answers
   */
  public static <A> SettledView<A> of(Supplier<A> ask, Function<A, SiteView> compare, Pause pause) {
    A answers = ask.get();
    SiteView view = compare.apply(answers);
    try {
      for (int looks = 1; view.settling() && looks < MAX_LOOKS; looks++) {
        pause.of(BETWEEN);
        answers = ask.get();
        view = compare.apply(answers);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new SettledView<>(answers, view);
  }
}
