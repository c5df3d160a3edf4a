package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** The same for many hosts at once, on virtual threads, no more than {@code --forks} at a time. */
final class Parallel {
  private Parallel() {}

  /**
   * Results in the order of the items. What a step throws unchecked, this throws, and the results
   * of all are lost: a step that is about one host keeps its exceptions to that host.
   */
  static <T, R> List<R> map(List<T> items, int forks, Function<T, R> step) {
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
