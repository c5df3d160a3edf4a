package org.hactl.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.module.ModuleException;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the site's hooks. The hooks of one router, sync group or service run one after the other, in
 * the order of the events. They do not wait for those of others.
 */
public final class Hooks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Hooks.class);

  /** How long a hook for MASTER waits for the addresses. After this time it runs without them. */
  private static final Duration MAX_ADDRESS_WAIT = Duration.ofSeconds(2);

  /** How long an agent that stops waits for all its hooks together. */
  private static final Duration MAX_STOP_WAIT = Duration.ofSeconds(8);

  private final Scripts scripts;
  private final AddressArrivals arrivals;
  private final HookListener listener;
  private final InstantSource clock;

  /**
   * Platform threads, because starting a process and waiting for it block. Each router or sync
   * group has at most one.
   */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("hook-", 0).daemon(true).factory());

  private final Map<Subject, Target> targets = new HashMap<>();
  private final Map<Subject, Backlog<Order>> backlogs = new HashMap<>();
  private final Set<Subject> wanted = new HashSet<>();

  /**
   * @param hooks the hooks of the router or group, then the hooks of the whole host
   * @param routers the routers whose addresses a hook for MASTER waits for
   */
  private record Target(List<HookSpec> hooks, List<String> routers) {}

  private record Order(Notification told, Target target) {
    boolean isRemark() {
      return told.state().equals(Notification.MASTER_RX_LOWER_PRI);
    }
  }

  public Hooks(
      Scripts scripts, AddressArrivals arrivals, HookListener listener, InstantSource clock) {
    this.scripts = scripts;
    this.arrivals = arrivals;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Sets the routers and groups whose hooks run. A removed router or group keeps its hooks until
   * its removal is reported.
   */
  public synchronized void configure(HostState state) {
    wanted.clear();
    VrrpPolicy policy = state.vrrp();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      want(Subject.router(router.name()), router.hooks(), policy, List.of(router.name()));
    }
    for (VrrpPolicy.SyncGroupSpec group : policy.syncGroups()) {
      want(Subject.group(group.name()), group.hooks(), policy, group.routers());
    }
    for (VirtualServiceSpec service : state.virtualServices()) {
      if (service.capacity() != null) {
        // Its own commands are about nothing else than the quorum, so they need not name it.
        List<HookSpec> own = service.capacity().hooks().stream().map(HookSpec::onQuorum).toList();
        want(Subject.service(service.name()), own, policy, List.of());
      }
    }
    targets
        .keySet()
        .removeIf(each -> each.type() == Subject.SubjectType.SERVICE && !wanted.contains(each));
  }

  private void want(Subject subject, List<HookSpec> own, VrrpPolicy policy, List<String> routers) {
    List<HookSpec> hooks = new ArrayList<>(own);
    hooks.addAll(policy.hooks());
    wanted.add(subject);
    targets.put(subject, new Target(List.copyOf(hooks), routers));
  }

  /** Runs the hooks for this notification, as soon as the earlier ones have ended. */
  public synchronized void tell(Notification notification) {
    Subject about = notification.about();
    Target target = targets.get(about);
    if (target == null) {
      return;
    }
    if (notification.state().equals(Notification.DELETED) && !wanted.contains(about)) {
      targets.remove(about);
    }
    List<HookSpec> told =
        target.hooks().stream().filter(each -> isFor(each, notification)).toList();
    if (!told.isEmpty() && !threads.isShutdown()) {
      enqueue(about, new Order(notification, new Target(told, target.routers())));
    }
  }

  private static boolean isFor(HookSpec hook, Notification notification) {
    return hook.states().isEmpty()
        ? !notification.isOnRequest()
        : hook.states().contains(notification.state());
  }

  private void enqueue(Subject about, Order order) {
    Backlog<Order> running = backlogs.get(about);
    Backlog<Order> backlog = running == null ? new Backlog<>() : running;
    if (order.isRemark() && backlog.anyMatch(Order::isRemark)) {
      return;
    }
    if (order.told().isPriorityChange()) {
      // If several changes of the priority wait, only the last one counts.
      backlog.drop(each -> each.told().isPriorityChange());
    }
    List<Order> skipped = backlog.add(order);
    if (!skipped.isEmpty()) {
      listener.skipped(about, skipped.stream().map(each -> each.told().state()).toList());
    }
    if (running == null) {
      start(about, backlog, order);
    }
  }

  private void start(Subject about, Backlog<Order> backlog, Order order) {
    try {
      threads.execute(() -> drain(about, backlog));
      backlogs.put(about, backlog);
    } catch (OutOfMemoryError e) {
      // Java throws OutOfMemoryError if it cannot start a thread. The next notification tries
      // again.
      listener.skipped(about, List.of(order.told().state()));
    }
  }

  private void drain(Subject about, Backlog<Order> backlog) {
    try {
      for (Order order = next(about, backlog); order != null; order = next(about, backlog)) {
        if (order.told().state().equals(Notification.MASTER)) {
          arrivals.await(order.target().routers(), MAX_ADDRESS_WAIT);
        }
        for (HookSpec hook : order.target().hooks()) {
          listener.ended(run(hook, order.told()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      abandon(about, backlog);
    }
  }

  /** The thread of this backlog has ended. The next notification starts another thread. */
  private synchronized void abandon(Subject about, Backlog<Order> backlog) {
    backlogs.remove(about, backlog);
  }

  private synchronized @Nullable Order next(Subject about, Backlog<Order> backlog) {
    Order next = backlog.next().orElse(null);
    if (next == null) {
      backlogs.remove(about);
    }
    return next;
  }

  private HookResult run(HookSpec hook, Notification told) throws InterruptedException {
    List<String> argv = new ArrayList<>(hook.command());
    argv.addAll(told.arguments());
    ScriptCommand script =
        new ScriptCommand(
            argv, told.details(), hook.user(), Duration.ofMillis(hook.timeoutMillis()));
    Instant began = clock.instant();
    String command = hook.text();
    try {
      ScriptResult result = scripts.run(script);
      return new HookResult(told, command, result.ok(), result.text(), began, result.took());
    } catch (ModuleException | RuntimeException | OutOfMemoryError e) {
      // Java throws OutOfMemoryError if it cannot start a thread or a process.
      return new HookResult(
          told, command, false, String.valueOf(e.getMessage()), began, Duration.ZERO);
    }
  }

  /** Runs the waiting hooks for a limited time, then ends the hooks that still run. */
  @Override
  public void close() {
    synchronized (this) {
      threads.shutdown();
    }
    try {
      if (!threads.awaitTermination(MAX_STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.atWarn().log("hooks still ran when the agent stopped, and are ended");
        threads.shutdownNow();
        // Each thread ends its script first.
        threads.awaitTermination(MAX_ADDRESS_WAIT.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
