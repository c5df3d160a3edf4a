package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.hactl.control.host.HostException;
import org.hactl.control.rollout.RunClock;

/**
 * Tries something over connections of its own. The next try begins when the one before it has
 * failed. It also begins beside one that takes long: a connection that is cut while it is opened
 * says nothing until a timeout, and an agent that waits for its confirmation does not wait longer.
 *
 * @param most how often it is tried
 * @param patience how long a try may take before the next one begins beside it
 * @param clock by which it takes that long
 */
record Tries(int most, Duration patience, RunClock clock) {
  /** Tries that are over before an agent stops waiting for its confirmation. */
  static Tries within(int most, Fleet fleet) {
    return new Tries(most, fleet.confirmWithin().dividedBy(4), fleet.clock());
  }

  /** Opens a connection of its own and closes it. */
  interface Attempt<T> {
    T run() throws HostException;
  }

  /**
   * The result of the first try that succeeds; the others are interrupted.
   *
   * @throws HostException the last failure if no try succeeds; at once if the host was reached and
   *     refuses
   */
  <T> T first(Attempt<T> attempt) throws HostException {
    BlockingQueue<Future<T>> ended = new LinkedBlockingQueue<>();
    ExecutorCompletionService<T> tries =
        new ExecutorCompletionService<>(task -> Thread.ofVirtual().name("try").start(task), ended);
    List<Future<T>> begun = new ArrayList<>();
    try {
      int failed = 0;
      while (true) {
        if (begun.size() < most) {
          begun.add(tries.submit(attempt::run));
        }
        Future<T> next = begun.size() < most ? clock.poll(ended, patience) : ended.take();
        if (next != null) {
          try {
            return next.get();
          } catch (ExecutionException e) {
            HostException failure = failure(e);
            failed++;
            if (failed == most || failure.column() == HostException.RecapColumn.FAILED) {
              throw failure;
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HostException.failed("interrupted while the agent was asked", "run it again");
    } finally {
      begun.forEach(each -> each.cancel(true));
    }
  }

  private static HostException failure(ExecutionException e) {
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    return cause instanceof HostException known ? known : HostException.internal(cause);
  }
}
