package org.hactl.control.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a step for many hosts on virtual threads, at most {@code --forks} at the same time. */
public final class Parallel {
  private Parallel() {}

  /** Does a step for each item, as {@link #map}. */
  public static <T> void each(List<T> items, int forks, Consumer<T> step) {
    var _ =
        map(
            items,
            forks,
            item -> {
              step.accept(item);
              return item;
            });
  }

  /**
   * Returns the results in the order of the items. If a step throws an unchecked exception, this
   * method throws it and all results are lost; so a step must turn a host's errors into its result.
   */
  public static <T, R> List<R> map(List<T> items, int forks, Function<T, R> step) {
    Semaphore slots = new Semaphore(Math.max(1, forks));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        Callable<R> call =
            () -> {
              slots.acquire();
              try {
                return step.apply(item);
              } finally {
                slots.release();
              }
            };
        futures.add(threads.submit(call));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
