package org.hactl.agent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Reconciler reconciler;
  private final Supplier<Want> want;
  private final Listener listener;
  private final Backoff backoff;
  private final LongSupplier nanos;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Runnable> jobs = new ArrayDeque<>();
  private Map<String, Cause> marked = new HashMap<>();
  private boolean closed;

  /** The rest belongs to the worker thread alone. */
  private final Map<String, Cause> later = new HashMap<>();

  private final Set<String> failing = new HashSet<>();
  private int failures;
  private long laterAtNanos;

  /** Told of every pass, on the worker's thread. */
  @FunctionalInterface
  interface Listener {
    void finished(Pass pass, Map<String, Cause> causes, Outcome outcome);
  }

  Worker(
      String name,
      Reconciler reconciler,
      Supplier<Want> want,
      Listener listener,
      Backoff backoff,
      LongSupplier nanos) {
    this.reconciler = reconciler;
    this.want = want;
    this.listener = listener;
    this.backoff = backoff;
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /** Asks for a pass over these kinds; those of other phases are ignored. */
  void wake(Set<String> kinds, Cause cause) {
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

  /** Runs something on the worker's thread, between passes. */
  <T> CompletableFuture<T> submit(Callable<T> job) {
    CompletableFuture<T> result = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        result.completeExceptionally(new IllegalStateException("the agent is stopping"));
        return result;
      }
      jobs.add(() -> complete(result, job));
      changed.signal();
    } finally {
      lock.unlock();
    }
    return result;
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
  CompletableFuture<Outcome> run(Want towards, Pass pass, Cause cause, PassListener watcher) {
    return submit(() -> pass(towards, pass, causes(pass.kinds(), cause), watcher));
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
        while (!closed && jobs.isEmpty() && marked.isEmpty() && !laterIsDue()) {
          await();
        }
        if (closed && jobs.isEmpty()) {
          return;
        }
        job = jobs.poll();
        if (job == null) {
          due = takeDue();
        }
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

  private void await() {
    try {
      if (later.isEmpty()) {
        changed.await();
      } else {
        changed.await(laterAtNanos - nanos.getAsLong(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }

  private boolean laterIsDue() {
    return !later.isEmpty() && laterAtNanos - nanos.getAsLong() <= 0;
  }

  private Map<String, Cause> takeDue() {
    Map<String, Cause> due = marked;
    marked = new HashMap<>();
    if (laterIsDue()) {
      later.forEach((kind, cause) -> due.merge(kind, cause, Cause::merge));
      later.clear();
    }
    return due;
  }

  private void passOverMarked(Map<String, Cause> causes) {
    try {
      var _ = pass(want.get(), Pass.over(causes.keySet()), causes, PassListener.SILENT);
    } catch (RuntimeException e) {
      // A bug must not cost the host its only worker: said loudly, tried again.
      log.atError().setCause(e).addKeyValue("kinds", causes.keySet()).log("a pass broke off");
      failing.addAll(causes.keySet());
      retryAfter(causes);
    }
  }

  private Outcome pass(Want towards, Pass pass, Map<String, Cause> causes, PassListener watcher) {
    Outcome outcome = reconciler.reconcile(towards, pass, watcher);
    failing.removeAll(pass.kinds());
    failing.addAll(outcome.errorsByKind().keySet());
    if (outcome.again().isPresent()) {
      later.putAll(causes);
      laterAtNanos = nanos.getAsLong() + outcome.again().get().toNanos();
    } else if (!failing.isEmpty()) {
      retryAfter(causes);
    } else {
      failures = 0;
    }
    listener.finished(pass, causes, outcome);
    return outcome;
  }

  private void retryAfter(Map<String, Cause> causes) {
    failures++;
    Duration delay = backoff.delay(failures);
    for (String kind : failing) {
      Cause cause = causes.get(kind);
      if (cause != null) {
        later.put(kind, cause);
      }
    }
    laterAtNanos = nanos.getAsLong() + delay.toNanos();
  }
}
