package org.hactl.bfd.engine;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdLimits;
import org.hactl.bfd.model.BfdStatus;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.EngineThread;

/**
 * BFD on this host, on one thread named {@code bfd}: see {@link EngineThread}. Closing the engine
 * sends AdminDown to every neighbour.
 */
public final class BfdEngine implements BfdService {
  private final LongSupplier clock = System::nanoTime;
  private final BfdNetwork network;
  private final BfdCore core;
  private final EngineThread thread;

  private BfdEngine(BfdNetwork network, BfdListener listener, RandomGenerator random) {
    this.network = network;
    this.core = new BfdCore(network, listener, clock, InstantSource.system(), random);
    this.thread = new EngineThread("BFD", clock, new Work());
  }

  /**
   * Starts an engine without any session.
   *
   * @throws LinuxException with the kernel's answer
   */
  public static BfdEngine start(BfdListener listener) {
    RandomGenerator random = new SplittableRandom(new SecureRandom().nextLong());
    BfdEngine engine = new BfdEngine(LinuxBfdNetwork.open(random), listener, random);
    engine.thread.start();
    return engine;
  }

  @Override
  public void configure(List<BfdConfig> sessions) {
    BfdLimits.requireDistinct(sessions);
    List<BfdConfig> wanted = List.copyOf(sessions);
    thread.call(() -> {
      core.configure(wanted);
      return wanted;
    });
  }

  @Override
  public void inherit(Map<String, SessionSnapshot> from) {
    thread.tell(() -> core.inherit(from));
  }

  @Override
  public Map<String, SessionSnapshot> freeze(CountDownLatch goOn) {
    return thread.callAndPause(core::freeze, goOn, core::thaw);
  }

  @Override
  public BfdStatus status() {
    return thread.call(() ->
        new BfdStatus(
            core.sessionStatus(),
            thread.realtimePriority(),
            thread.realtimeError(),
            core.unassigned()));
  }

  /**
   * Completes when the engine is closed. Completes exceptionally if the engine failed: then no
   * session is monitored.
   */
  public CompletableFuture<Void> termination() {
    return thread.termination();
  }

  @Override
  public void close() {
    thread.close();
  }

  private final class Work implements EngineThread.Work {
    @Override
    public long nextDeadlineNanos() {
      return core.nextDeadlineNanos();
    }

    @Override
    public void await(long timeoutNanos) {
      network.await(timeoutNanos, core);
    }

    @Override
    public void wake() {
      network.wake();
    }

    @Override
    public void fireTimers(long nowNanos) {
      core.fireTimers(nowNanos);
    }

    /** Reports every session down, because no session is monitored any more. */
    @Override
    public void handOver() {
      core.close();
    }

    @Override
    public void shut() {
      network.close();
    }
  }
}
