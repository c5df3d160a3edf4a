package org.hactl.vrrp.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.BootClock;
import org.hactl.linux.libc.EngineThread;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpStatus;
import org.jspecify.annotations.Nullable;

/** VRRP on this host, on one thread named {@code vrrp}: see {@link EngineThread}. */
public final class VrrpEngine implements VrrpService {
  private final VrrpNetwork network;
  private final LongSupplier clock = BootClock.forOneThread();
  private final VrrpCore core;
  private final EngineThread thread;

  /** The interfaces to look at. One look covers all changes of an interface until then. */
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  private VrrpEngine(VrrpNetwork network, VrrpListener listener, RoleMemory memory) {
    this.network = network;
    this.core = new VrrpCore(network, listener, memory, clock, InstantSource.system());
    this.thread = new EngineThread("VRRP", clock, new Work());
  }

  /**
   * Starts an engine without any router and without a memory of an earlier engine.
   *
   * @throws LinuxException with the kernel's answer
   */
  public static VrrpEngine start(VrrpListener listener) {
    return start(listener, RoleMemory.none());
  }

  /**
   * Starts an engine without any router. A router that was master when an earlier engine was killed
   * is master again as soon as it is configured, if no backup can have taken over yet.
   *
   * @param roles a file of 32 kB in a folder that exists, best on tmpfs ({@code /run}); created if
   *     missing, and valid only for this boot
   * @param letGo whether a router that was master gives its role away with priority 0 instead, and
   *     all routers wait half a minute, because the agent is in a crash loop
   * @throws IOException if the file cannot be made or read
   * @throws LinuxException with the kernel's answer
   */
  public static VrrpEngine start(VrrpListener listener, Path roles, boolean letGo)
      throws IOException {
    RoleMemory memory = RoleFile.open(roles);
    return start(listener, letGo ? RoleMemory.lettingGo(memory) : memory);
  }

  private static VrrpEngine start(VrrpListener listener, RoleMemory memory) {
    AtomicReference<VrrpEngine> told = new AtomicReference<>();
    VrrpNetwork network =
        LinuxVrrpNetwork.open(name -> {
          // The engine exists by now: only an engine looks at interfaces.
          Objects.requireNonNull(told.get()).interfaceChanged(name);
        });
    VrrpEngine engine = new VrrpEngine(network, listener, memory);
    told.set(engine);
    engine.thread.start();
    return engine;
  }

  @Override
  public void configure(
      List<RouterConfig> routers, List<SyncGroupConfig> groups, Map<String, ResumeHint> resume) {
    ConfigurationCheck.check(routers, groups);
    List<RouterConfig> wanted = List.copyOf(routers);
    List<SyncGroupConfig> together = List.copyOf(groups);
    Map<String, ResumeHint> hints = Map.copyOf(resume);
    thread.call(() -> {
      core.configure(wanted, together, hints);
      return wanted;
    });
  }

  @Override
  public void track(String router, TrackVerdict verdict) {
    thread.tell(() -> core.track(router, verdict));
  }

  @Override
  public void lacks(String router, @Nullable ServingFault fault) {
    thread.tell(() -> core.lacks(router, fault));
  }

  @Override
  public void addressesReady(Collection<String> routers) {
    List<String> all = List.copyOf(routers);
    // The engine looks at its timers between two of these requests.
    for (int from = 0; from < all.size(); from += VrrpCore.MAX_EVENTS_AT_ONCE) {
      List<String> some =
          all.subList(from, Math.min(from + VrrpCore.MAX_EVENTS_AT_ONCE, all.size()));
      thread.tell(() -> core.addressesReady(some));
    }
  }

  @Override
  public void interfaceChanged(String interfaceName) {
    if (changed.add(interfaceName)) {
      thread.tell(() -> {
        changed.remove(interfaceName);
        core.interfaceChanged(interfaceName);
      });
    }
  }

  @Override
  public void handOver(String router) {
    thread.tell(() -> core.handOver(router));
  }

  @Override
  public void standBy(Set<String> routers) {
    Set<String> all = Set.copyOf(routers);
    thread.tell(() -> core.standBy(all));
  }

  @Override
  public void handedOver(Set<String> routers) {
    Set<String> all = Set.copyOf(routers);
    thread.tell(() -> core.handedOver(all));
  }

  @Override
  public void leave(Duration atMost) {
    thread.tell(() -> core.leave(atMost.toNanos()));
  }

  @Override
  public void defer(String router, Deference level, @Nullable String why) {
    Input.Deferred how = new Input.Deferred(level, why);
    thread.tell(() -> core.defer(router, how));
  }

  @Override
  public void giveUp(String router) {
    thread.tell(() -> core.giveUp(router));
  }

  @Override
  public void inherit(Map<String, RouterSnapshot> from) {
    thread.tell(() -> core.starts().inherit(from));
  }

  @Override
  public boolean handsOver() {
    return thread.call(core::handsOver);
  }

  @Override
  public Map<String, RouterSnapshot> freeze(CountDownLatch goOn) {
    return thread.callAndPause(core::freeze, goOn, () -> {});
  }

  @Override
  public VrrpStatus status() {
    return thread.call(() ->
        new VrrpStatus(
            core.routerStatus(),
            thread.realtimePriority(),
            thread.realtimeError(),
            core.unassigned(),
            core.stalls().count(),
            core.stalls().max()));
  }

  /**
   * Completes when the engine is closed. Completes exceptionally if the engine failed: then this
   * host runs no VRRP.
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
      network.await(timeoutNanos);
    }

    @Override
    public void wake() {
      network.wake();
    }

    @Override
    public void fireTimers(long nowNanos) {
      core.fireTimers(nowNanos);
    }

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
