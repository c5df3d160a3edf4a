package org.hactl.linux.libc;

import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform thread of an engine. It waits for packets, deadlines and requests of other threads,
 * and asks for real-time scheduling. It works in the network namespace of the thread that starts
 * it.
 */
public final class EngineThread implements AutoCloseable {
  /** The priority of all engine threads; sched(7) allows 1 to 99. */
  public static final int REALTIME_PRIORITY = 20;

  private static final Logger log = LoggerFactory.getLogger(EngineThread.class);

  private final String engine;
  private final LongSupplier clock;
  private final Work work;
  private final Thread thread;

  /**
   * Completes the answers to {@link #call}. The engine's own thread must not complete them: waking
   * a virtual thread can start a platform thread and wait for it.
   */
  private final ExecutorService answers;

  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final Object openLock = new Object();
  private boolean open = true;
  private boolean stopping;
  private volatile @Nullable String realtimeError;

  /** What an engine does. All but {@link #wake} is called on the engine's thread. */
  public interface Work {
    /** The time of the next deadline, by the engine's clock. */
    long nextDeadlineNanos();

    /** Waits this long for packets or for {@link #wake}, and reads the packets. */
    void await(long timeoutNanos);

    /** Ends the waiting. Called on any thread. */
    void wake();

    /** Does everything that is due at that time. */
    void fireTimers(long nowNanos);

    /** Hands over to other hosts, before the engine is closed. */
    void handOver();

    /** Closes everything; the last call. */
    void shut();
  }

  /**
   * @param engine its name in messages ({@code VRRP}); the thread has the same name in lower case
   * @param clock in nanoseconds; only this thread reads it
   */
  public EngineThread(String engine, LongSupplier clock, Work work) {
    this.engine = engine;
    this.clock = clock;
    this.work = work;
    this.answers = Threads.single(engine.toLowerCase(Locale.ROOT) + "-answers");
    this.thread =
        Thread.ofPlatform().name(engine.toLowerCase(Locale.ROOT)).daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** The thread's real-time priority (SCHED_RR); 0 if the system did not grant it. */
  public int realtimePriority() {
    return realtimeError == null ? REALTIME_PRIORITY : 0;
  }

  /** Why the thread has no real-time priority, in the system's words; null if it has. */
  public @Nullable String realtimeError() {
    return realtimeError;
  }

  /** Completes when the engine is closed, exceptionally if it failed. */
  public CompletableFuture<Void> termination() {
    return termination.copy();
  }

  /**
   * Runs a request on the engine's thread and waits for its answer.
   *
   * @throws IllegalStateException if the engine is not running, or the caller is its own thread
   */
  public <T> T call(Supplier<T> request) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "a %s listener must not wait for the %s engine".formatted(engine, engine));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean accepted =
        tell(() -> {
          try {
            T value = request.get();
            answers.execute(() -> answer.complete(value));
          } catch (RuntimeException e) {
            answers.execute(() -> answer.completeExceptionally(e));
            throw e;
          }
        });
    if (!accepted) {
      throw new IllegalStateException("the " + engine + " engine is not running");
    }
    return answered(answer);
  }

  private <T> T answered(CompletableFuture<T> answer) {
    try {
      return CompletableFuture.anyOf(answer, termination)
          .thenCompose(_ -> answer.isDone() ? answer : stopped(answer))
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "the " + engine + " engine failed: " + e.getCause(), e.getCause());
    }
  }

  private static <T> CompletableFuture<T> stopped(CompletableFuture<T> unanswered) {
    unanswered.completeExceptionally(
        new IllegalStateException("the engine was closed before it could answer"));
    return unanswered;
  }

  /**
   * Runs a request on the engine's thread, which then stands still: it neither reads packets nor
   * fires timers until {@code goOn} is counted down.
   *
   * @param afterwards the first that the thread does then
   * @throws IllegalStateException if the engine is not running
   */
  public <T> T callAndPause(Supplier<T> request, CountDownLatch goOn, Runnable afterwards) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean accepted =
        tell(() -> {
          T value = request.get();
          answers.execute(() -> answer.complete(value));
          Threads.await(goOn);
          afterwards.run();
        });
    if (!accepted) {
      throw new IllegalStateException("the " + engine + " engine is not running");
    }
    return answered(answer);
  }

  /** Runs a request on the engine's thread, without waiting; false if the engine is closed. */
  public boolean tell(Runnable request) {
    synchronized (openLock) {
      if (open) {
        requests.add(request);
        work.wake();
      }
      return open;
    }
  }

  /** Hands over and waits until the thread has ended. An interrupt does not shorten the wait. */
  @Override
  public void close() {
    tell(() -> stopping = true);
    Threads.join(thread);
    Threads.finish(answers);
  }

  private void run() {
    realtimeError = RealtimeThread.request(REALTIME_PRIORITY);
    try {
      while (!stopping) {
        work.await(work.nextDeadlineNanos() - clock.getAsLong());
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
          request.run();
          // A long queue of requests must not delay the timers.
          fireTimers();
        }
        fireTimers();
      }
      work.handOver();
      shut();
      answers.execute(() -> termination.complete(null));
    } catch (RuntimeException | Error e) {
      log.error("the {} engine failed and hands over", engine, e);
      handOverQuietly();
      shut();
      answers.execute(() -> termination.completeExceptionally(e));
    }
  }

  /**
   * Fires the timers that are due. Packets that arrived before a deadline are read first, even
   * after a stall.
   */
  private void fireTimers() {
    long nowNanos = clock.getAsLong();
    if (nowNanos >= work.nextDeadlineNanos()) {
      work.await(0);
      work.fireTimers(nowNanos);
    }
  }

  private void handOverQuietly() {
    try {
      work.handOver();
    } catch (RuntimeException | Error e) {
      log.error("the {} engine could not hand over", engine, e);
    }
  }

  private void shut() {
    synchronized (openLock) {
      open = false;
      work.shut();
    }
  }
}
