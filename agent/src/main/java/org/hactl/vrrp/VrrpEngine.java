package org.hactl.vrrp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hactl.linux.BootClock;
import org.hactl.linux.RealtimeThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VRRP on this host: one platform thread, named {@code vrrp}, which waits for packets, deadlines
 * and the requests of other threads, and asks for real-time scheduling. It works in the network
 * namespace of the thread that starts it.
 */
public final class VrrpEngine implements VrrpService {
  private static final Logger log = LoggerFactory.getLogger(VrrpEngine.class);
  private static final int REALTIME_PRIORITY = 20;

  private final VrrpNetwork network;
  private final LongSupplier clock = BootClock.forOneThread();
  private final VrrpCore core;
  private final Thread thread;
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final Object openLock = new Object();
  private boolean open = true;
  private boolean stopping;
  private @Nullable String realtimeError;

  private VrrpEngine(VrrpNetwork network, VrrpListener listener, RoleMemory memory) {
    this.network = network;
    this.core = new VrrpCore(network, listener, memory, clock, InstantSource.system());
    this.thread = Thread.ofPlatform().name("vrrp").daemon(true).unstarted(this::run);
  }

  /**
   * Starts an engine without any router, which remembers nothing of an earlier one.
   *
   * @throws IOException with the kernel's answer
   */
  public static VrrpEngine start(VrrpListener listener) throws IOException {
    return start(listener, RoleMemory.none());
  }

  /**
   * Starts an engine without any router. A router that was master when an earlier engine was killed
   * is master again as soon as it is configured, if no backup can have taken over yet.
   *
   * @param roles a file of 32 kB in a folder that exists, best on tmpfs ({@code /run}); made if it
   *     is not there, and only good for this boot
   * @param letGo whether such a router gives its role away with priority 0 instead, and all hold
   *     back for half a minute: the agent crashes again and again
   * @throws IOException with the system's answer
   */
  public static VrrpEngine start(VrrpListener listener, Path roles, boolean letGo)
      throws IOException {
    RoleMemory memory = RoleFile.open(roles);
    return start(listener, letGo ? RoleMemory.lettingGo(memory) : memory);
  }

  private static VrrpEngine start(VrrpListener listener, RoleMemory memory) throws IOException {
    VrrpEngine engine = new VrrpEngine(LinuxVrrpNetwork.open(), listener, memory);
    engine.thread.start();
    return engine;
  }

  @Override
  public void configure(
      List<RouterConfig> routers, List<SyncGroupConfig> groups, Map<String, ResumeHint> resume) {
    VrrpCore.check(routers, groups);
    List<RouterConfig> wanted = List.copyOf(routers);
    List<SyncGroupConfig> together = List.copyOf(groups);
    Map<String, ResumeHint> hints = Map.copyOf(resume);
    call(() -> {
      core.configure(wanted, together, hints);
      return wanted;
    });
  }

  @Override
  public void track(String router, TrackVerdict verdict) {
    tell(() -> core.track(router, verdict));
  }

  @Override
  public void addressesReady(String router) {
    tell(() -> core.addressesReady(router));
  }

  @Override
  public void interfaceChanged(String interfaceName) {
    tell(() -> core.interfaceChanged(interfaceName));
  }

  @Override
  public void yieldMastership(String router) {
    tell(() -> core.yieldMastership(router));
  }

  @Override
  public VrrpStatus status() {
    return call(() ->
        new VrrpStatus(
            core.routerStatus(),
            realtimeError == null ? REALTIME_PRIORITY : 0,
            realtimeError,
            core.unassigned(),
            core.stalls().count(),
            core.stalls().max()));
  }

  /** Completes when the engine is closed, exceptionally if it broke: then nobody runs VRRP here. */
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
        // The role has to be handed over first.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs it on the VRRP thread, and waits for its answer. */
  private <T> T call(Supplier<T> request) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a VRRP listener must not wait for the VRRP engine");
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
      throw new IllegalStateException("the VRRP engine is not running");
    }
    try {
      return CompletableFuture.anyOf(answer, termination)
          .thenCompose(_ -> answer.isDone() ? answer : stopped(answer))
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the VRRP engine failed: " + e.getCause(), e.getCause());
    }
  }

  private static <T> CompletableFuture<T> stopped(CompletableFuture<T> unanswered) {
    unanswered.completeExceptionally(
        new IllegalStateException("it was closed before it could answer"));
    return unanswered;
  }

  /** Runs it on the VRRP thread soon; false if that thread is no more. */
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
        network.await(core.nextDeadlineNanos() - clock.getAsLong());
        runRequests();
        fireTimers();
      }
      core.close();
      shut();
      termination.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      log.error("the VRRP engine broke; its routers are released", e);
      release();
      shut();
      termination.completeExceptionally(e);
    }
  }

  /** However long we stood still: what came before a deadline is read before it counts. */
  private void fireTimers() throws IOException {
    long nowNanos = clock.getAsLong();
    if (nowNanos >= core.nextDeadlineNanos()) {
      network.await(0);
      core.fireTimers(nowNanos);
    }
  }

  private void runRequests() {
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
  }

  private void release() {
    try {
      core.close();
    } catch (RuntimeException e) {
      log.error("the VRRP engine could not release its routers", e);
    }
  }

  private void shut() {
    synchronized (openLock) {
      open = false;
      network.close();
    }
  }
}
