package org.hactl.agent.converge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.agent.converge.role.RoleAddressListener;
import org.hactl.agent.converge.role.RoleAddressPlan;
import org.hactl.agent.converge.role.RoleAddressPlan.Held;
import org.hactl.agent.converge.role.StandingBy;
import org.hactl.agent.converge.time.Clock;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.Threads;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.address.AddressTags;
import org.hactl.reconcile.Ownership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the addresses of a new master at once, and removes the addresses of a lost role, after the
 * virtual services that only a master may have. One call to the kernel serves all routers that
 * changed together, on a real-time thread. This class handles only the simple case; the pass that
 * follows does the rest.
 *
 * <p>The simple case is addresses that the ownership journal has, on interfaces that exist, with
 * nothing that must be in place before them. An address that the kernel refuses is left to the
 * pass, which reports the reason.
 */
final class RoleAddresses implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RoleAddresses.class);

  /** One below the engines, because their advertisements are even more urgent. */
  private static final int REALTIME_PRIORITY = 19;

  /** The pass begins when no role has changed for this long. */
  private static final Duration QUIET = Duration.ofMillis(20);

  private final Addresses kernel;
  private final StandingBy standingBy;
  private final Ownership ownership;
  private final Targets targets;
  private final ExpectedKernelEvents expected;
  private final BlockingQueue<String> changedRouters;
  private final RoleAddressListener listener;
  private final Clock clock;
  private final Thread thread;

  /**
   * @param expected receives the events that the kernel is about to send
   * @param changedRouters the routers whose role has changed
   */
  RoleAddresses(
      Kernel kernel,
      Ownership ownership,
      Targets targets,
      ExpectedKernelEvents expected,
      BlockingQueue<String> changedRouters,
      RoleAddressListener listener,
      Clock clock,
      AgentThreads threads) {
    this.expected = expected;
    this.changedRouters = changedRouters;
    this.kernel = kernel.addresses();
    this.standingBy = new StandingBy(kernel, ownership);
    this.ownership = ownership;
    this.targets = targets;
    this.listener = listener;
    this.clock = clock;
    this.thread = threads.makeUrgent("role-addresses", REALTIME_PRIORITY, this::loop);
  }

  void start() {
    thread.start();
  }

  private void loop() {
    boolean passIsDue = false;
    while (!Thread.currentThread().isInterrupted()) {
      Set<String> routers = new LinkedHashSet<>();
      try {
        String first = passIsDue ? clock.poll(changedRouters, QUIET) : changedRouters.take();
        if (first == null) {
          passIsDue = false;
          listener.done();
          continue;
        }
        routers.add(first);
      } catch (InterruptedException e) {
        return;
      }
      changedRouters.drainTo(routers);
      // A pass at the same time would compete for the kernel's lock on addresses. So the pass
      // waits, unless a router needs a change that only a pass makes.
      passIsDue = true;
      if (!followQuietly(routers)) {
        passIsDue = false;
        listener.done();
      }
    }
  }

  /**
   * Whether every one of these routers has its addresses, or has given them up, as its role says.
   */
  private boolean followQuietly(Set<String> routers) {
    try {
      return follow(routers).isEmpty();
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .log("cannot change the addresses of a role at once; a pass changes them");
      return false;
    }
  }

  /**
   * Brings the addresses of these routers in line with the roles of this moment.
   *
   * @return the routers that are left to a pass
   */
  List<String> follow(Set<String> routers) {
    // An apply that replaces the state waits for this, so the changes belong to the present state.
    Set<String> done = targets.byRoleAddressPlan(plan -> change(plan, routers));
    List<String> taken = done.stream().filter(targets::isMaster).toList();
    if (!taken.isEmpty()) {
      listener.taken(taken);
    }
    return routers.stream().filter(router -> !done.contains(router)).toList();
  }

  /**
   * Does the same for all routers of the present state. Returns whether nothing is left to a pass.
   */
  boolean followAll() {
    return followQuietly(targets.network().routerNames());
  }

  /** The routers that have all their addresses now, or have given all of them up. */
  private Set<String> change(RoleAddressPlan plan, Set<String> routers) {
    List<AddressStep> steps = new ArrayList<>();
    Set<String> done = new HashSet<>();
    List<ResourceId> unbalanced =
        standingBy.stopBalancing(
            routers.stream()
                .filter(router -> !targets.isMaster(router))
                .flatMap(router -> plan.services(router).stream())
                .toList());
    // Removals come first: an old address may conflict with a new one.
    for (String router : routers) {
      List<Held> all = plan.going(router);
      if (!all.isEmpty() && !targets.isMaster(router)) {
        // Before the same address goes elsewhere: this host's connections as a real server stay.
        loopback(plan, router).forEach(held -> steps.add(new AddressStep(router, held, true)));
        all.stream()
            .filter(this::isClaimed)
            .filter(held -> !targets.isHeld(held.owned().id()))
            .forEach(held -> steps.add(new AddressStep(router, held, false)));
        done.add(router);
      }
    }
    for (String router : routers) {
      List<Held> all = plan.coming(router);
      if (!all.isEmpty() && targets.isMaster(router) && all.stream().allMatch(this::isClaimed)) {
        all.forEach(held -> steps.add(new AddressStep(router, held, true)));
        done.add(router);
      }
    }
    try {
      steps.forEach(step -> expected.expect(step.held.owned().id(), step.comes));
      Set<Integer> refused =
          kernel.apply(steps.stream().map(AddressStep::change).toList()).failures().keySet();
      for (int place : refused) {
        AddressStep step = steps.get(place);
        expected.refused(step.held.owned().id(), step.comes);
        if (step.comes && targets.isMaster(step.router)) {
          done.remove(step.router);
        }
      }
      tell(steps, refused, unbalanced);
      return done;
    } catch (LinuxException | CodecException e) {
      leftToAPass(e);
      listener.changed(List.of(), unbalanced);
      return Set.of();
    }
  }

  /**
   * Empty while the host would answer ARP for an address there: a pass has to change that first.
   */
  private List<Held> loopback(RoleAddressPlan plan, String router) {
    List<Held> all =
        plan.standby(router).stream()
            .filter(this::isClaimed)
            .filter(held -> targets.isHeld(held.owned().id()))
            .toList();
    return all.isEmpty() || !standingBy.isQuiet(plan.quiet()) ? List.of() : all;
  }

  private void tell(List<AddressStep> steps, Set<Integer> refused, List<ResourceId> unbalanced) {
    List<Resource> present = new ArrayList<>();
    List<ResourceId> absent = new ArrayList<>(unbalanced);
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

  /** An address to add or to remove. */
  private record AddressStep(String router, Held held, boolean comes) {
    AddressChange change() {
      return comes ? held.addition() : held.removal();
    }
  }

  private boolean isClaimed(Held held) {
    return ownership
        .find(held.owned().id())
        .map(entry -> entry.tagged(false))
        .equals(Optional.of(held.owned()));
  }

  /**
   * Removes addresses that a crashed agent left and that the state no longer has, because no router
   * may send from them. Call this before the engines run.
   */
  void removeLeftOver(HostState state) {
    Set<ResourceId> known =
        Stream.concat(
                state.resources().stream(),
                state.virtualRouters().stream().flatMap(VirtualRouterSpec::claimed))
            .map(Resource::id)
            .collect(Collectors.toSet());
    try {
      Map<ResourceId, InterfaceAddress> found = new HashMap<>();
      kernel
          .list()
          .forEach(
              each -> found.put(AddressResource.id(each.interfaceName(), each.prefix()), each));
      AddressTags tags = AddressTags.of(found.values());
      List<AddressChange> removals = new ArrayList<>();
      for (Owned owned : ownership.ofKind(AddressResource.KIND)) {
        InterfaceAddress now = found.get(owned.id());
        if (now != null
            && !known.contains(owned.id())
            && owned.resource() instanceof AddressResource address
            && tags.isOurs(owned, now)) {
          removals.add(Held.of(address).removal());
        }
      }
      // The kernel refuses one that is gone already; the pass corrects the journal.
      var _ = kernel.apply(removals);
    } catch (LinuxException | CodecException e) {
      leftToAPass(e);
    }
  }

  private static void leftToAPass(RuntimeException e) {
    log.atWarn()
        .addKeyValue("error", String.valueOf(e.getMessage()))
        .log("cannot change the addresses of a role at once; a pass changes them");
  }

  /** Waits for the change that is being made. */
  @Override
  public void close() {
    thread.interrupt();
    Threads.join(thread);
  }
}
