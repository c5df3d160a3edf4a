package org.hactl.agent.converge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.agent.converge.RoleAddressPlan.Held;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.RealtimeThread;
import org.hactl.linux.libc.Threads;
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
public final class RoleAddresses implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RoleAddresses.class);

  /** One below the engines, whose advertisements are more urgent still. */
  private static final int REALTIME_PRIORITY = 19;

  /** So long nothing more has to happen before the pass. */
  private static final int QUIET_MILLIS = 20;

  private final Addresses kernel;
  private final Ownership ownership;
  private final Targets targets;
  private final ExpectedKernelEvents echoes;
  private final Listener listener;
  private final BlockingQueue<String> due = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** Told on the thread of the addresses. */
  public interface Listener {
    /** All addresses of these masters are in place. */
    void taken(List<String> routers);

    /** These addresses have come and those have gone, as they should. */
    void changed(List<Resource> present, List<ResourceId> absent);

    /** A pass is due: it does what is left. */
    void done();

    /** For when there is no host to tell of. */
    Listener NOBODY =
        new Listener() {
          @Override
          public void taken(List<String> routers) {}

          @Override
          public void changed(List<Resource> present, List<ResourceId> absent) {}

          @Override
          public void done() {}
        };
  }

  /**
   * @param echoes told what the kernel is about to tell
   */
  public RoleAddresses(
      Addresses kernel,
      Ownership ownership,
      Targets targets,
      ExpectedKernelEvents echoes,
      Listener listener) {
    this.echoes = echoes;
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
    boolean passIsDue = false;
    while (!Thread.currentThread().isInterrupted()) {
      Set<String> routers = new LinkedHashSet<>();
      try {
        String first = passIsDue ? due.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) : due.take();
        if (first == null) {
          passIsDue = false;
          listener.done();
          continue;
        }
        routers.add(first);
      } catch (InterruptedException e) {
        return;
      }
      due.drainTo(routers);
      // A pass beside this would contend for the kernel's lock on addresses: it waits, unless there
      // is something that only a pass does.
      passIsDue = true;
      if (!followQuietly(routers)) {
        passIsDue = false;
        listener.done();
      }
    }
  }

  /** Whether all of them have, or are rid of, what they are to for now. */
  private boolean followQuietly(Set<String> routers) {
    try {
      return follow(routers).isEmpty();
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("addresses are left to a pass");
      return false;
    }
  }

  /**
   * Brings the addresses of these routers in line with the roles of this moment.
   *
   * @return those that are left to a pass
   */
  List<String> follow(Set<String> routers) {
    // An apply that replaces the state waits for this: what changes is of the state that stands.
    Set<String> done = targets.byRoleAddressPlan(plan -> change(plan, routers));
    List<String> taken = done.stream().filter(targets::isMaster).toList();
    if (!taken.isEmpty()) {
      listener.taken(taken);
    }
    return routers.stream().filter(router -> !done.contains(router)).toList();
  }

  /** Whether the same can be done for all routers of the state that stands. */
  public boolean followAll() {
    return followQuietly(targets.network().routerNames());
  }

  /** Which have all of theirs now, or are rid of them. */
  private Set<String> change(RoleAddressPlan plan, Set<String> routers) {
    List<Step> steps = new ArrayList<>();
    Set<String> done = new HashSet<>();
    // What goes, goes first: it may stand in the way of what comes.
    for (String router : routers) {
      List<Held> all = plan.going(router);
      if (!all.isEmpty() && !targets.isMaster(router)) {
        all.stream()
            .filter(this::isClaimed)
            .filter(held -> !targets.isHeld(held.owned().id()))
            .forEach(held -> steps.add(new Step(router, held, false)));
        done.add(router);
      }
    }
    for (String router : routers) {
      List<Held> all = plan.coming(router);
      if (!all.isEmpty() && targets.isMaster(router) && all.stream().allMatch(this::isClaimed)) {
        all.forEach(held -> steps.add(new Step(router, held, true)));
        done.add(router);
      }
    }
    try {
      steps.forEach(step -> echoes.expect(step.held.owned().id(), step.comes));
      Set<Integer> refused =
          kernel.apply(steps.stream().map(Step::change).toList()).failures().keySet();
      for (int place : refused) {
        Step step = steps.get(place);
        echoes.refused(step.held.owned().id(), step.comes);
        if (step.comes) {
          done.remove(step.router);
        }
      }
      tell(steps, refused);
      return done;
    } catch (LinuxException | CodecException e) {
      leftToAPass(e);
      return Set.of();
    }
  }

  private void tell(List<Step> steps, Set<Integer> refused) {
    List<Resource> present = new ArrayList<>();
    List<ResourceId> absent = new ArrayList<>();
    for (int place = 0; place < steps.size(); place++) {
      Owned about = steps.get(place).held.owned();
      if (refused.contains(place)) {
        continue;
      }
      if (steps.get(place).comes) {
        present.add(about.resource());
      } else {
        absent.add(about.id());
      }
    }
    listener.changed(present, absent);
  }

  /** An address that comes or goes. */
  private record Step(String router, Held held, boolean comes) {
    AddressChange change() {
      return comes ? held.addition() : held.removal();
    }
  }

  private boolean isClaimed(Held held) {
    return ownership.find(held.owned().id()).equals(Optional.of(held.owned()));
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
