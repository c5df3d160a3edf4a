package org.hactl.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.AddressChange;
import org.hactl.linux.Addresses;
import org.hactl.linux.BatchResult;
import org.hactl.linux.CodecException;
import org.hactl.linux.LinuxException;
import org.hactl.linux.RealtimeThread;
import org.hactl.linux.Threads;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
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

  /** Come after the addresses. */
  private static final Set<String> LATER_KINDS = Set.of("route", "rule");

  private final Addresses kernel;
  private final Ownership ownership;
  private final Targets targets;
  private final Listener listener;
  private final BlockingQueue<String> due = new LinkedBlockingQueue<>();
  private final Thread thread;
  private Plan plan = new Plan(HostState.empty("", ""), Map.of());

  /** Told on the takeover's thread. */
  interface Listener {
    /** All addresses of a master are in place. */
    void taken(String router);

    /**
     * A pass is due: it does what is left, and removes what was added for a role lost meanwhile.
     */
    void done();
  }

  /** What a state's routers need, worked out once. */
  private record Plan(HostState state, Map<String, List<AddressResource>> byRouter) {
    static Plan of(HostState state) {
      Map<String, List<AddressResource>> byRouter = new HashMap<>();
      for (VirtualRouterSpec router : state.virtualRouters()) {
        simple(router).ifPresent(addresses -> byRouter.put(router.name(), addresses));
      }
      return new Plan(state, byRouter);
    }

    private static Optional<List<AddressResource>> simple(VirtualRouterSpec router) {
      List<AddressResource> addresses = new ArrayList<>();
      for (Resource held : router.held()) {
        // On the loopback an address waits for the ARP sysctls.
        if (held instanceof AddressResource address && !address.interfaceName().equals("lo")) {
          addresses.add(address);
        } else if (!LATER_KINDS.contains(held.id().kind())) {
          return Optional.empty();
        }
      }
      return addresses.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(addresses));
    }
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
    List<String> taken = targets.byNetwork(state -> add(state, routers));
    taken.stream().filter(targets::isMaster).forEach(listener::taken);
    if (!taken.isEmpty()) {
      log.atInfo()
          .addKeyValue("routers", taken.size())
          .addKeyValue("first", taken.getFirst())
          .log("addresses taken");
    }
  }

  /** Which routers have all of theirs now. */
  private List<String> add(HostState state, Set<String> routers) {
    if (plan.state() != state) {
      plan = Plan.of(state);
    }
    Map<String, Integer> ends = new LinkedHashMap<>();
    List<AddressChange> changes = new ArrayList<>();
    for (String router : routers) {
      List<AddressResource> addresses = plan.byRouter().get(router);
      if (addresses != null
          && targets.isMaster(router)
          && addresses.stream().allMatch(this::isClaimed)) {
        addresses.forEach(each -> changes.add(new AddressChange.Add(each.inKernel())));
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

  private boolean isClaimed(AddressResource address) {
    return ownership.find(address.id()).equals(Optional.of(new Owned(address, Map.of())));
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
