package org.hactl.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hactl.agent.TakeoverPlan.Addition;
import org.hactl.linux.AddressChange;
import org.hactl.linux.Addresses;
import org.hactl.linux.BatchResult;
import org.hactl.linux.CodecException;
import org.hactl.linux.LinuxException;
import org.hactl.linux.RealtimeThread;
import org.hactl.linux.Threads;
import org.hactl.reconcile.Ownership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the addresses of a new master at once: those of all routers that became master together in
 * one call, on a thread that goes before the ordinary ones. It knows nothing but the simple case;
 * the pass that comes behind it does what is left.
 *
 * <p>Simple are addresses that the ownership journal has, on interfaces that are there, with
 * nothing that must be in place before them. What is refused is left to the pass, which knows why.
 */
final class Takeover implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Takeover.class);

  /** One below the engines, whose advertisements are more urgent still. */
  private static final int REALTIME_PRIORITY = 19;

  private final Addresses kernel;
  private final Ownership ownership;
  private final Targets targets;
  private final Listener listener;
  private final BlockingQueue<String> due = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** Told on the takeover's thread. */
  interface Listener {
    /** All addresses of a master are in place. */
    void taken(String router);

    /**
     * A pass is due: it does what is left, and removes what was added for a role lost meanwhile.
     */
    void done();
  }

  Takeover(Addresses kernel, Ownership ownership, Targets targets, Listener listener) {
    this.kernel = kernel;
    this.ownership = ownership;
    this.targets = targets;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("takeover").daemon(true).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /** This host is master of it now; returns at once. */
  void becameMaster(String router) {
    due.add(router);
  }

  private void loop() {
    var _ = RealtimeThread.request(REALTIME_PRIORITY);
    while (!Thread.currentThread().isInterrupted()) {
      Set<String> routers = new LinkedHashSet<>();
      try {
        routers.add(due.take());
      } catch (InterruptedException e) {
        return;
      }
      due.drainTo(routers);
      try {
        take(routers);
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("addresses are left to a pass");
      } finally {
        listener.done();
      }
    }
  }

  /** Adds the addresses of those that are master at this moment. */
  void take(Set<String> routers) {
    // An apply that replaces the state waits for this: what is added is of the state that stands.
    List<String> taken = targets.byTakeoverPlan(plan -> add(plan, routers));
    taken.stream().filter(targets::isMaster).forEach(listener::taken);
    if (!taken.isEmpty()) {
      log.atInfo()
          .addKeyValue("routers", taken.size())
          .addKeyValue("first", taken.getFirst())
          .log("addresses taken");
    }
  }

  /** Which routers have all of theirs now. */
  private List<String> add(TakeoverPlan plan, Set<String> routers) {
    Map<String, Integer> ends = new LinkedHashMap<>();
    List<AddressChange> changes = new ArrayList<>();
    for (String router : routers) {
      List<Addition> additions = plan.of(router);
      if (!additions.isEmpty()
          && targets.isMaster(router)
          && additions.stream().allMatch(this::isClaimed)) {
        additions.forEach(each -> changes.add(each.change()));
        ends.put(router, changes.size());
      }
    }
    try {
      return complete(ends, kernel.apply(changes));
    } catch (LinuxException | CodecException e) {
      log.atWarn()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("addresses are left to a pass");
      return List.of();
    }
  }

  private boolean isClaimed(Addition addition) {
    return ownership.find(addition.owned().id()).equals(Optional.of(addition.owned()));
  }

  private static List<String> complete(Map<String, Integer> ends, BatchResult result) {
    List<String> complete = new ArrayList<>();
    int from = 0;
    for (Map.Entry<String, Integer> each : ends.entrySet()) {
      if (result.failures().subMap(from, each.getValue()).isEmpty()) {
        complete.add(each.getKey());
      }
      from = each.getValue();
    }
    return complete;
  }

  /** Ends when what it is at is done. */
  @Override
  public void close() {
    thread.interrupt();
    Threads.join(thread);
  }
}
