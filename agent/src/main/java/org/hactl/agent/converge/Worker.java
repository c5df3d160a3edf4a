package org.hactl.agent.converge;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.Outcome;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.Preview;
import org.hactl.reconcile.Reconciler;
import org.hactl.reconcile.Want;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that runs the passes of one phase. Whoever wakes it says which kinds to look at;
 * what comes in during a pass is done in the next one. A failed pass is tried again after a while.
 */
public final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Reconciler reconciler;
  private final Function<Set<String>, Want> want;
  private final Listener listener;
  private final LongSupplier nanos;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Runnable> jobs = new ArrayDeque<>();
  private Map<String, Cause> marked = new HashMap<>();
  private int holds;
  private boolean closed;

  /** Touched by the worker's thread alone. */
  private final Retries retries;

  /** Told of every pass, on the worker's thread. */
  @FunctionalInterface
  interface Listener {
    void finished(Pass pass, Map<String, Cause> causes, Outcome outcome);
  }

  Worker(
      String name,
      Reconciler reconciler,
      Function<Set<String>, Want> want,
      Listener listener,
      Backoff backoff,
      LongSupplier nanos) {
    this.reconciler = reconciler;
    this.want = want;
    this.listener = listener;
    this.retries = new Retries(backoff);
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /** Asks for a pass over these kinds; those of other phases are ignored. */
  public void wake(Set<String> kinds, Cause cause) {
    lock.lock();
    try {
      for (String kind : kinds) {
        if (reconciler.kinds().contains(kind)) {
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
    wake(Set.copyOf(reconciler.kinds()), cause);
  }

  /** Runs something on the worker's thread, between passes; not if it is cancelled before. */
  public <T> CompletableFuture<T> submit(Callable<T> job) {
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

  private void forget(Runnable waiting) {
    lock.lock();
    try {
      jobs.remove(waiting);
    } finally {
      lock.unlock();
    }
  }

  /** How many jobs have not begun yet. */
  public int waiting() {
    lock.lock();
    try {
      return jobs.size();
    } finally {
      lock.unlock();
    }
  }

  /** What a pass towards that would do; nothing is changed. */
  CompletableFuture<Preview> preview(Want towards) {
    return submit(() -> reconciler.preview(towards));
  }

  /** The kinds of the worker's phase. */
  Set<String> kinds() {
    return Set.copyOf(reconciler.kinds());
  }

  /** A pass towards something in particular, with whoever asked for it watching. */
  public CompletableFuture<Outcome> run(
      Want towards, Pass pass, Cause cause, PassListener watcher) {
    return submit(() -> pass(towards, pass, causes(pass.kinds(), cause), watcher));
  }

  /** Ends what it was made for. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * From now on only what somebody runs is done. What events and the schedule ask for waits: it
   * would work towards the whole of a state of which an apply does one part after the other.
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

  /** Ends after the pass that is running. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> job) {
    try {
      result.complete(job.call());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static Map<String, Cause> causes(Set<String> kinds, Cause cause) {
    Map<String, Cause> causes = new HashMap<>();
    kinds.forEach(kind -> causes.put(kind, cause));
    return causes;
  }

  private void loop() {
    while (true) {
      Runnable job;
      Map<String, Cause> due = Map.of();
      lock.lock();
      try {
        while (!closed && jobs.isEmpty() && nanosToPass() > 0) {
          changed.awaitNanos(nanosToPass());
        }
        if (closed && jobs.isEmpty()) {
          return;
        }
        job = jobs.poll();
        if (job == null) {
          due = marked;
          marked = new HashMap<>();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
      if (job != null) {
        job.run();
      } else {
        passOverMarked(due);
      }
    }
  }

  private long nanosToPass() {
    if (holds > 0) {
      return Long.MAX_VALUE;
    }
    return marked.isEmpty() ? nanosToRetry() : 0;
  }

  private long nanosToRetry() {
    return retries.nanosToNext(nanos.getAsLong()).orElse(Long.MAX_VALUE);
  }

  private void passOverMarked(Map<String, Cause> woken) {
    Map<String, Cause> causes = new HashMap<>(woken);
    retries
        .due(nanos.getAsLong())
        .forEach((kind, cause) -> causes.merge(kind, cause, Cause::merge));
    try {
      var _ =
          pass(
              want.apply(causes.keySet()), Pass.over(causes.keySet()), causes, PassListener.SILENT);
    } catch (RuntimeException | Error e) {
      // A bug must not cost the host its only worker: said loudly, tried again.
      log.atError().setCause(e).addKeyValue("kinds", causes.keySet()).log("a pass broke off");
      long now = nanos.getAsLong();
      causes.forEach((kind, cause) -> retries.failed(kind, cause, null, now));
    }
  }

  private Outcome pass(Want towards, Pass pass, Map<String, Cause> causes, PassListener watcher) {
    Outcome outcome = reconciler.reconcile(towards, pass, watcher);
    long now = nanos.getAsLong();
    causes.forEach((kind, cause) -> {
      if (outcome.errorsByKind().containsKey(kind)) {
        retries.failed(kind, cause, outcome.rests().get(kind), now);
      } else {
        retries.succeeded(kind);
      }
    });
    listener.finished(pass, causes, outcome);
    return outcome;
  }
}
