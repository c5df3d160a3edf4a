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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.agent.RoleAddressPlan.Held;
import org.hactl.host.HostState;
import org.hactl.linux.AddressChange;
import org.hactl.linux.Addresses;
import org.hactl.linux.BatchResult;
import org.hactl.linux.CodecException;
import org.hactl.linux.LinuxException;
import org.hactl.linux.RealtimeThread;
import org.hactl.linux.Threads;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.Ownership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the addresses of a new master at once, and removes those of a lost role: of all routers that
 * changed together in one call, on a thread that goes before the ordinary ones. It knows nothing
 * but the simple case; the pass that comes behind it does what is left.
 *
 * <p>Simple are addresses that the ownership journal has, on interfaces that are there, with
 * nothing that must be in place before them. What is refused is left to the pass, which knows why.
 */
final class RoleAddresses implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RoleAddresses.class);

  /** One below the engines, whose advertisements are more urgent still. */
  private static final int REALTIME_PRIORITY = 19;

  private final Addresses kernel;
  private final Ownership ownership;
  private final Targets targets;
  private final Listener listener;
  private final BlockingQueue<String> due = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** Told on the thread of the addresses. */
  interface Listener {
    /** All addresses of a master are in place. */
    void taken(String router);

    /** A pass is due: it does what is left. */
    void done();

    /** For when there is no host to tell of. */
    Listener NOBODY =
        new Listener() {
          @Override
          public void taken(String router) {}

          @Override
          public void done() {}
        };
  }

  RoleAddresses(Addresses kernel, Ownership ownership, Targets targets, Listener listener) {
    this.kernel = kernel;
    this.ownership = ownership;
    this.targets = targets;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("role-addresses").daemon(true).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /** This host is or is no more the master of it; returns at once. */
  void roleChanged(String router) {
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
        int taken = follow(routers).size();
        if (taken > 0) {
          log.atInfo().addKeyValue("routers", taken).log("addresses taken");
        }
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("addresses are left to a pass");
      } finally {
        listener.done();
      }
    }
  }

  /**
   * Brings the addresses of these routers in line with the roles of this moment.
   *
   * @return of which all are in place now
   */
  List<String> follow(Set<String> routers) {
    // An apply that replaces the state waits for this: what changes is of the state that stands.
    List<String> taken = targets.byRoleAddressPlan(plan -> change(plan, routers));
    List<String> masters = taken.stream().filter(targets::isMaster).toList();
    masters.forEach(listener::taken);
    return masters;
  }

  /** Which masters have all of theirs now. */
  private List<String> change(RoleAddressPlan plan, Set<String> routers) {
    List<AddressChange> changes = new ArrayList<>();
    // What goes, goes first: it may stand in the way of what comes.
    for (String router : routers) {
      if (!targets.isMaster(router)) {
        removals(plan.of(router)).forEach(changes::add);
      }
    }
    Map<String, Integer> ends = new LinkedHashMap<>();
    int from = changes.size();
    for (String router : routers) {
      List<Held> held = plan.of(router);
      if (!held.isEmpty() && targets.isMaster(router) && held.stream().allMatch(this::isClaimed)) {
        held.forEach(each -> changes.add(each.addition()));
        ends.put(router, changes.size());
      }
    }
    try {
      return complete(from, ends, kernel.apply(changes));
    } catch (LinuxException | CodecException e) {
      leftToAPass(e);
      return List.of();
    }
  }

  /** In the opposite order; what another master holds as well stays. */
  private Stream<AddressChange> removals(List<Held> held) {
    return held.reversed().stream()
        .filter(this::isClaimed)
        .filter(each -> !targets.isHeld(each.owned().id()))
        .map(Held::removal);
  }

  private boolean isClaimed(Held held) {
    return ownership.find(held.owned().id()).equals(Optional.of(held.owned()));
  }

  private static List<String> complete(int first, Map<String, Integer> ends, BatchResult result) {
    List<String> complete = new ArrayList<>();
    int from = first;
    for (Map.Entry<String, Integer> each : ends.entrySet()) {
      if (result.failures().subMap(from, each.getValue()).isEmpty()) {
        complete.add(each.getKey());
      }
      from = each.getValue();
    }
    return complete;
  }

  /**
   * Removes what an agent that broke off left of addresses which nothing wants or holds any more:
   * no router may send from one. For before there are engines.
   */
  void removeLeftOver(HostState state) {
    Set<ResourceId> known =
        Stream.concat(
                state.resources().stream(),
                state.virtualRouters().stream().flatMap(router -> router.held().stream()))
            .map(Resource::id)
            .collect(Collectors.toSet());
    List<AddressChange> removals = new ArrayList<>();
    for (Owned owned : ownership.ofKind(AddressResource.KIND)) {
      if (!known.contains(owned.id()) && owned.resource() instanceof AddressResource address) {
        removals.add(Held.of(address).removal());
      }
    }
    try {
      // One that is gone already is refused, which is as well; the journal is for the pass to keep.
      var _ = kernel.apply(removals);
    } catch (LinuxException | CodecException e) {
      leftToAPass(e);
    }
  }

  private static void leftToAPass(RuntimeException e) {
    log.atWarn()
        .addKeyValue("error", String.valueOf(e.getMessage()))
        .log("addresses are left to a pass");
  }

  /** Ends when what it is at is done. */
  @Override
  public void close() {
    thread.interrupt();
    Threads.join(thread);
  }
}
