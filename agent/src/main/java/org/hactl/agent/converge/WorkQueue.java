package org.hactl.agent.converge;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hactl.agent.converge.time.Clock;
import org.hactl.module.Module;
import org.hactl.module.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What one {@link Worker} has to do: jobs, and the kinds of resources that it has to look at. It is
 * made before the worker, so that the engines that wake the worker need not know it. Safe for use
 * from any thread.
 */
final class WorkQueue {
  private final Set<String> kinds;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Runnable> jobs = new ArrayDeque<>();
  private Map<String, Cause> marked = new HashMap<>();
  private int holds;
  private boolean closed;

  WorkQueue(Set<String> kinds, Clock clock) {
    this.kinds = Set.copyOf(kinds);
    this.clock = clock;
  }

  /** Makes the queue of the worker that has the kinds of this phase. */
  static WorkQueue of(Phase phase, Collection<? extends Module<?, ?>> modules, Clock clock) {
    return new WorkQueue(
        modules.stream()
            .filter(module -> module.phase() == phase)
            .map(Module::kind)
            .collect(Collectors.toSet()),
        clock);
  }

  /** The kinds of the worker's phase. */
  Set<String> kinds() {
    return kinds;
  }

  /** Asks for a pass over these kinds. Kinds of other phases are ignored. */
  void wake(Set<String> asked, Cause cause) {
    lock.lock();
    try {
      for (String kind : asked) {
        if (kinds.contains(kind)) {
          marked.merge(kind, cause, Cause::merge);
        }
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a pass over all kinds of the phase. */
  void wakeAll(Cause cause) {
    wake(kinds, cause);
  }

  /**
   * Runs a job on the worker's thread, between passes; a job that is cancelled before its start
   * does not run.
   */
  <T> CompletableFuture<T> submit(Callable<T> job) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable waiting = () -> complete(result, job);
    lock.lock();
    try {
      if (closed) {
        result.completeExceptionally(new IllegalStateException("the agent is stopping"));
        return result;
      }
      jobs.add(waiting);
      changed.signal();
    } finally {
      lock.unlock();
    }
    var _ =
        result.whenComplete((_, _) -> {
          if (result.isCancelled()) {
            forget(waiting);
          }
        });
    return result;
  }

  /** {@link #submit} for a job without a result. */
  void run(Runnable job) {
    var _ =
        submit(() -> {
          job.run();
          return null;
        });
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> job) {
    try {
      result.complete(job.call());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private void forget(Runnable waiting) {
    lock.lock();
    try {
      jobs.remove(waiting);
    } finally {
      lock.unlock();
    }
  }

  /** How many jobs have not begun yet. */
  int waiting() {
    lock.lock();
    try {
      return jobs.size();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps passes waiting until it is closed. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * From now on only jobs are run. The passes that events and the schedule ask for wait: they would
   * converge at once to a state that an apply reaches step by step.
   */
  Hold hold() {
    changeHolds(1);
    return () -> changeHolds(-1);
  }

  private void changeHolds(int by) {
    lock.lock();
    try {
      holds += by;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more jobs; the worker ends after the jobs that are waiting. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next job or pass. Only the worker's thread calls this.
   *
   * @param nanosToRetry how long until a failed pass is due again; asked whenever something changes
   * @param pass runs a pass over the marked kinds
   * @return null if the queue is closed and empty
   */
  @Nullable Runnable next(LongSupplier nanosToRetry, Consumer<Map<String, Cause>> pass)
      throws InterruptedException {
    lock.lock();
    try {
      while (!closed && jobs.isEmpty() && nanosToPass(nanosToRetry) > 0) {
        clock.await(changed, nanosToPass(nanosToRetry));
      }
      if (!jobs.isEmpty()) {
        return jobs.poll();
      }
      if (closed) {
        return null;
      }
      Map<String, Cause> due = marked;
      marked = new HashMap<>();
      return () -> pass.accept(due);
    } finally {
      lock.unlock();
    }
  }

  private long nanosToPass(LongSupplier nanosToRetry) {
    if (holds > 0) {
      return Long.MAX_VALUE;
    }
    return marked.isEmpty() ? nanosToRetry.getAsLong() : 0;
  }
}
