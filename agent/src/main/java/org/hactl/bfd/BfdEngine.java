package org.hactl.bfd;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hactl.linux.RealtimeThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BFD on this host: one platform thread, named {@code bfd}, which waits for packets, deadlines and
 * the requests of other threads, and asks for real-time scheduling. It works in the network
 * namespace of the thread that starts it.
 */
public final class BfdEngine implements BfdService {
  private static final Logger log = LoggerFactory.getLogger(BfdEngine.class);
  private static final int REALTIME_PRIORITY = 20;

  private final BfdNetwork network;
  private final BfdCore core;
  private final Thread thread;
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final Object openLock = new Object();
  private boolean open = true;
  private boolean stopping;
  private @Nullable String realtimeError;

  private BfdEngine(BfdNetwork network, BfdListener listener, RandomGenerator random) {
    this.network = network;
    this.core = new BfdCore(network, listener, System::nanoTime, InstantSource.system(), random);
    this.thread = Thread.ofPlatform().name("bfd").daemon(true).unstarted(this::run);
  }

  /**
   * Starts an engine without any session.
   *
   * @throws IOException with the kernel's answer
   */
  public static BfdEngine start(BfdListener listener) throws IOException {
    RandomGenerator random = new SplittableRandom(new SecureRandom().nextLong());
    BfdEngine engine = new BfdEngine(LinuxBfdNetwork.open(random), listener, random);
    engine.thread.start();
    return engine;
  }

  @Override
  public void configure(List<BfdConfig> sessions) {
    BfdCore.check(sessions);
    List<BfdConfig> wanted = List.copyOf(sessions);
    call(() -> {
      core.configure(wanted);
      return wanted;
    });
  }

  @Override
  public BfdStatus status() {
    return call(() ->
        new BfdStatus(
            core.sessionStatus(),
            realtimeError == null ? REALTIME_PRIORITY : 0,
            realtimeError,
            core.unassigned()));
  }

  /** Completes when the engine is closed, exceptionally if it broke: then no session is watched. */
  public CompletableFuture<Void> termination() {
    return termination.copy();
  }

  @Override
  public void close() {
    tell(() -> stopping = true);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        // The neighbours have to be told first.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs it on the BFD thread, and waits for its answer. */
  private <T> T call(Supplier<T> request) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a BFD listener must not wait for the BFD engine");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean accepted =
        tell(() -> {
          try {
            answer.complete(request.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            throw e;
          }
        });
    if (!accepted) {
      throw new IllegalStateException("the BFD engine is not running");
    }
    try {
      return CompletableFuture.anyOf(answer, termination)
          .thenCompose(_ -> answer.isDone() ? answer : stopped(answer))
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the BFD engine failed: " + e.getCause(), e.getCause());
    }
  }

  private static <T> CompletableFuture<T> stopped(CompletableFuture<T> unanswered) {
    unanswered.completeExceptionally(
        new IllegalStateException("it was closed before it could answer"));
    return unanswered;
  }

  /** Runs it on the BFD thread soon; false if that thread is no more. */
  private boolean tell(Runnable request) {
    synchronized (openLock) {
      if (open) {
        requests.add(request);
        network.wake();
      }
      return open;
    }
  }

  private void run() {
    realtimeError = RealtimeThread.request(REALTIME_PRIORITY);
    try {
      while (!stopping) {
        network.await(core.nextDeadlineNanos() - System.nanoTime(), core);
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
          request.run();
        }
        core.fireTimers();
      }
      core.close();
      shut();
      termination.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      log.error("the BFD engine broke; its sessions are taken down", e);
      release();
      shut();
      termination.completeExceptionally(e);
    }
  }

  /** Nobody is to believe in a session that is no longer watched. */
  private void release() {
    try {
      core.close();
    } catch (RuntimeException e) {
      log.error("the BFD engine could not take its sessions down", e);
    }
  }

  private void shut() {
    synchronized (openLock) {
      open = false;
      network.close();
    }
  }
}
