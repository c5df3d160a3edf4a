package org.hactl.agent.converge;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.Preview;
import org.hactl.reconcile.Reconciler;
import org.hactl.reconcile.WantedResources;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that runs the passes of one phase, as its {@link WorkQueue} asks for them. A kind
 * that the queue asks for during a pass is in the next pass. The worker tries a failed pass again
 * after a while.
 */
final class Worker {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  /** Receives every pass that a worker has finished, on the worker's thread. */
  @FunctionalInterface
  interface FinishedPassListener {
    /**
     * @param causes why the pass looked at each kind
     */
    void finished(Pass pass, Map<String, Cause> causes, PassOutcome outcome);
  }

  private final WorkQueue queue;
  private final Reconciler reconciler;
  private final Function<Set<String>, WantedResources> want;
  private final FinishedPassListener listener;
  private final LongSupplier nanos;
  private final Thread thread;

  /** Only the worker's thread uses them. */
  private final Retries retries;

  Worker(
      String name,
      WorkQueue queue,
      Reconciler reconciler,
      Function<Set<String>, WantedResources> want,
      FinishedPassListener listener,
      Backoff backoff,
      LongSupplier nanos,
      AgentThreads threads) {
    this.queue = queue;
    this.reconciler = reconciler;
    this.want = want;
    this.listener = listener;
    this.retries = new Retries(backoff);
    this.nanos = nanos;
    this.thread = threads.make(name, this::loop);
  }

  void start() {
    thread.start();
  }

  /** The kinds of the worker's phase. */
  Set<String> kinds() {
    return queue.kinds();
  }

  /** Keeps passes waiting; see {@link WorkQueue#hold}. */
  WorkQueue.Hold hold() {
    return queue.hold();
  }

  /** Runs a job on the worker's thread. */
  <T> CompletableFuture<T> submit(Callable<T> job) {
    return queue.submit(job);
  }

  /**
   * Computes the changes that a pass to the given state would make. Changes nothing.
   *
   * @param recalls as in {@link Pass}
   */
  CompletableFuture<Preview> preview(WantedResources towards, boolean recalls) {
    return queue.submit(() -> reconciler.preview(towards, recalls));
  }

  /**
   * Runs a pass to a given state.
   *
   * @param watcher receives each step of the pass
   */
  CompletableFuture<PassOutcome> run(
      WantedResources towards, Pass pass, Cause cause, PassListener watcher) {
    Map<String, Cause> causes = new HashMap<>();
    pass.kinds().forEach(kind -> causes.put(kind, cause));
    return queue.submit(() -> pass(towards, pass, causes, watcher));
  }

  private void loop() {
    try {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Runnable next() throws InterruptedException {
    return queue.next(this::nanosToRetry, this::passOverMarked);
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
      Pass all = Pass.over(causes.keySet());
      Pass next = causes.values().stream().allMatch(Worker::isOwn) ? all.recalling() : all;
      var _ = pass(want.apply(causes.keySet()), next, causes, PassListener.SILENT);
    } catch (RuntimeException | Error e) {
      // A bug must not end the thread: without it the host would no longer be managed.
      log.atError()
          .setCause(e)
          .addKeyValue("kinds", causes.keySet())
          .log("a pass failed because of a bug in hactl; it is tried again");
      long now = nanos.getAsLong();
      causes.forEach((kind, cause) -> retries.failed(kind, cause, null, now));
    }
  }

  /** Whether the agent has other wishes now; a look that found drift has said so before. */
  private static boolean isOwn(Cause cause) {
    return cause.foundBy() == FoundBy.POLL;
  }

  private PassOutcome pass(
      WantedResources towards, Pass pass, Map<String, Cause> causes, PassListener watcher) {
    PassOutcome outcome = reconciler.reconcile(towards, pass, watcher);
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
