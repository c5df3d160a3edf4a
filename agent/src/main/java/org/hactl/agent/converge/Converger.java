package org.hactl.agent.converge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hactl.agent.converge.diff.StateDiff;
import org.hactl.agent.converge.role.FoundServices;
import org.hactl.agent.converge.role.MovingAddresses;
import org.hactl.agent.converge.role.Predecessor;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.ChangeView;
import org.hactl.api.Reply;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.Preview;
import org.hactl.reconcile.WantedResources;
import org.hactl.reconcile.WantedResources.Unnamed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the whole host to a state, phase after phase: new software, then the network, then the
 * removal of software, then the engines.
 */
final class Converger {
  private static final Logger log = LoggerFactory.getLogger(Converger.class);

  /**
   * The kinds of the last pass, which comes after the engines are configured: now the checks have
   * decided, and the claims include addresses that another program left on the host.
   */
  private static final Set<String> AFTER_THE_ENGINES =
      Set.of(IpvsResource.KIND, AddressResource.KIND);

  private final Targets targets;
  private final Claims claims;
  private final Worker software;
  private final Worker network;
  private final Engines engines;
  private final EngineConfiguration configuration;
  private final Function<HostState, List<String>> hostProblems;
  private final ProgressRelay relay;
  private final Clock clock;
  private final Predecessor predecessor;
  private final FoundServices foundServices;
  private volatile boolean changesNetwork;

  /** The changes that were made, and the errors. */
  record Reached(List<ChangeView> changes, List<String> errors) {
    Reached {
      changes = List.copyOf(changes);
      errors = List.copyOf(errors);
    }

    boolean failed() {
      return !errors.isEmpty();
    }
  }

  /** {@code hostProblems} returns the reasons why this host cannot serve as a state says. */
  Converger(
      Targets targets,
      Claims claims,
      Worker software,
      Worker network,
      EngineConfiguration configuration,
      Function<HostState, List<String>> hostProblems,
      ProgressRelay relay,
      Clock clock,
      Predecessor predecessor,
      FoundServices foundServices) {
    this.targets = targets;
    this.claims = claims;
    this.software = software;
    this.network = network;
    this.engines = configuration.engines();
    this.configuration = configuration;
    this.hostProblems = hostProblems;
    this.relay = relay;
    this.clock = clock;
    this.predecessor = predecessor;
    this.foundServices = foundServices;
  }

  /**
   * Computes the changes that this host needs to reach this state. Changes nothing.
   *
   * @param recalls as in {@link Pass}
   */
  Reply.Plan plan(HostState state, boolean same, boolean recalls) {
    Set<String> problems = new LinkedHashSet<>(engines.problems(state));
    List<ChangeView> changes = new ArrayList<>();
    try {
      look(state);
      WantedResources want = targets.want(state);
      CompletableFuture<Preview> soft = software.preview(want, recalls);
      CompletableFuture<Preview> net = network.preview(want, recalls);
      // The second look would see the same.
      CompletableFuture<Preview> master = network.preview(asMaster(want), true);
      problems.addAll(network.submit(() -> hostProblems.apply(state)).join());
      for (CompletableFuture<Preview> preview : List.of(soft, net)) {
        preview.join().changes().forEach(change -> changes.add(PassLog.view(change)));
        problems.addAll(preview.join().problems());
      }
      problems.addAll(master.join().problems());
    } catch (CompletionException | IllegalArgumentException e) {
      problems.add(ErrorText.of(e));
    }
    changes.addAll(StateDiff.of(targets.network(), state));
    return new Reply.Plan(changes, List.copyOf(problems), same);
  }

  /**
   * What this host wants as master of all its routers. A preview of it finds errors of a failover
   * in advance.
   */
  private static WantedResources asMaster(WantedResources want) {
    Map<ResourceId, Resource> all = new LinkedHashMap<>();
    want.desired().forEach(each -> all.put(each.id(), each));
    want.claimed().forEach(each -> all.putIfAbsent(each.id(), each));
    return want.desiring(List.copyOf(all.values()));
  }

  /**
   * Converges to a new state; stops at the first step that fails. Until {@link #confirmed}, checks
   * that it changes are on trial.
   */
  Reached forward(HostState state, Consumer<Reply.Progress> progress) {
    return forward(state, null, progress);
  }

  /**
   * Converges to a new state; stops at the first step that fails.
   *
   * @param adopts the service whose routers the state takes over; null for none
   */
  Reached forward(HostState state, @Nullable String adopts, Consumer<Reply.Progress> progress) {
    try (WorkQueue.Hold _ = hold()) {
      return forwardAlone(state, adopts, new ConvergenceSteps(progress, relay, clock));
    } finally {
      changesNetwork = false;
    }
  }

  /** Whether a way forward has begun to change the network and has not ended yet. */
  boolean changesNetwork() {
    return changesNetwork;
  }

  private Reached forwardAlone(HostState state, @Nullable String adopts, ConvergenceSteps steps) {
    HostState before = targets.network();
    look(state);
    // This state can be read completely, so resources that it does not name are removed from now
    // on.
    targets.unnamed(Unnamed.REMOVED);
    if (steps.pass(software, wantSoftware(state, Unnamed.REMOVED), Pass.Extent.ADDITIONS, true)) {
      // This must come after the additions: a pass under way would have applied the whole state,
      // removals included.
      targets.software(state);
      boolean someAreReplaced = retireRemovedRouters(before, state);
      List<Resource> moving = MovingAddresses.of(before, state, targets::isMaster);
      changesNetwork = true;
      targets.network(state);
      Set<String> kinds = new HashSet<>(network.kinds());
      if (adopts != null) {
        // The other program serves with its table until it has ended, and also if this fails.
        kinds.remove(IpvsResource.KIND);
      }
      if (steps.pass(network, kinds, keeping(moving, want(state)), Pass.Extent.EVERYTHING, true)
          && (adopts != null
              ? takeOver(adopts, state, steps) && remove(state, steps)
              : someAreReplaced
                  ? configure(state, steps) && remove(state, steps)
                  : remove(state, steps) && configure(state, steps))) {
        announceAddedAddresses(before, state);
        StateDiff.of(before, state).forEach(steps::changed);
        steps.attempt(engines::awaitFirstChecks);
        if (!moving.isEmpty()) {
          engines.awaitOtherMaster();
        }
        steps.attempt(() -> claims.takeServices(waitingServices(state)));
        steps.pass(network, AFTER_THE_ENGINES, want(state), Pass.Extent.EVERYTHING, true);
      }
    }
    return steps.result();
  }

  /** Keeps the passes of the software worker waiting until the hold is closed. Jobs still run. */
  WorkQueue.Hold hold() {
    return software.hold();
  }

  /**
   * The routers of the other program become this agent's. It stands still until they run, so that
   * it neither gives its role away nor removes an address, and is ended only then.
   */
  private boolean takeOver(String service, HostState state, ConvergenceSteps steps) {
    // Not while the other program stands still.
    List<VirtualServiceSpec> serving = serving(state);
    return steps.attempt(() -> predecessor.freeze(service))
        && steps.attempt(() -> configuration.tryOut(state, claims.present(state), serving))
        && steps.attempt(() -> claims.takeOver(state))
        && steps.attempt(() -> predecessor.end(service));
  }

  /** What IPVS has now decides about real servers until their first checks have. */
  private void look(HostState state) {
    targets.found(network.submit(() -> foundServices.of(state)).join());
  }

  /** What another program has left in IPVS and a backup must not have there. */
  private List<Owned> waitingServices(HostState state) {
    return network.submit(() -> foundServices.of(state)).join().stream()
        .filter(each -> targets.waits(each.id()))
        .toList();
  }

  private boolean configure(HostState state, ConvergenceSteps steps) {
    return steps.attempt(() -> configuration.tryOut(state, Set.of(), serving(state)));
  }

  private List<VirtualServiceSpec> serving(HostState state) {
    return network.submit(() -> foundServices.serving(state)).join();
  }

  /**
   * The state of the last {@link #forward} is confirmed. Returns whether {@link #settled} has to
   * follow.
   */
  boolean confirmed() {
    boolean settles = engines.confirmed();
    try {
      claims.takeServices(foundServices.of(targets.network()));
    } catch (IOException e) {
      log.atError()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log(
              "cannot write the virtual services into the ownership journal; the next start tries"
                  + " again");
    }
    return settles;
  }

  /** See {@link Engines#settled}. */
  boolean settled() {
    return engines.settled();
  }

  /** See {@link Engines#goOnSettling}. */
  void goOnSettling(HostState before) {
    engines.goOnSettling(before);
  }

  /**
   * Configures the engines for this state.
   *
   * @throws IllegalArgumentException if the engines cannot run this state
   */
  void configureEngines(HostState state) {
    configuration.configure(state);
  }

  /** Removes software; it may be what held the addresses until now, such as keepalived. */
  private boolean remove(HostState state, ConvergenceSteps steps) {
    return steps.pass(software, wantSoftware(state, Unnamed.REMOVED), Pass.Extent.REMOVALS, true)
        && steps.attempt(() -> claims.take(state));
  }

  /** Goes back to an earlier state as far as possible: it continues after a step that fails. */
  Reached back(HostState state, Unnamed unnamed, Consumer<Reply.Progress> progress) {
    ConvergenceSteps steps = new ConvergenceSteps(progress, relay, clock);
    try (WorkQueue.Hold _ = hold()) {
      steps.attempt(() -> configureEngines(state));
      steps.attempt(() -> claims.take(state));
      targets.unnamed(unnamed);
      targets.network(state);
      steps.pass(network, want(state, unnamed), Pass.Extent.EVERYTHING, false);
      targets.software(state);
      steps.pass(software, wantSoftware(state, unnamed), Pass.Extent.EVERYTHING, false);
      steps.attempt(predecessor::comeBack);
      return steps.result();
    }
  }

  private static WantedResources keeping(List<Resource> moving, WantedResources want) {
    List<Resource> desired = new ArrayList<>(want.desired());
    desired.addAll(moving);
    return want.desiring(desired);
  }

  /** An apply repairs drift even where the schedule only reports it. */
  private WantedResources want(HostState state) {
    return want(state, Unnamed.REMOVED);
  }

  private WantedResources wantSoftware(HostState state, Unnamed unnamed) {
    return targets.wantStanding(state, unnamed).in(DriftPolicy.Mode.CORRECT);
  }

  private WantedResources want(HostState state, Unnamed unnamed) {
    return targets.want(state, unnamed).in(DriftPolicy.Mode.CORRECT);
  }

  /**
   * A router that leaves the site gives its role away while its addresses are still in place. One
   * that is replaced by another of the same name stays until that one goes on in its place.
   *
   * @return whether a router is replaced by one of the same name, which must not wait for a slow
   *     step
   */
  private boolean retireRemovedRouters(HostState before, HostState state) {
    Set<String> staying = new HashSet<>(before.routersStayingIn(state));
    Set<String> replaced = new HashSet<>(before.routerNames());
    replaced.removeAll(staying);
    replaced.retainAll(state.routerNames());
    staying.addAll(replaced);
    if (!staying.containsAll(before.routerNames())) {
      try {
        engines.retire(before.withoutRoutersBut(staying));
      } catch (IllegalArgumentException e) {
        // The engines may be unable to run the old state, which this apply repairs.
        log.atWarn()
            .addKeyValue("error", ErrorText.of(e))
            .log(
                "the routers that were removed from the site cannot be stopped now; they stop when"
                    + " the new state is active");
      }
    }
    return !replaced.isEmpty();
  }

  /** Announces the addresses that a pass added to a master before the engine knew them. */
  private void announceAddedAddresses(HostState before, HostState state) {
    Map<String, List<Resource>> held = new HashMap<>();
    Map<String, String> renames = before.renamesTo(state);
    before
        .virtualRouters()
        .forEach(
            router -> held.put(renames.getOrDefault(router.name(), router.name()), router.held()));
    List<String> changed =
        state.virtualRouters().stream()
            .filter(router -> !router.held().equals(held.get(router.name())))
            .map(VirtualRouterSpec::name)
            .filter(targets::isMaster)
            .toList();
    if (!changed.isEmpty()) {
      engines.announce(changed);
    }
  }
}
