package org.hactl.agent.converge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.GenerationStore;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.Storage;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Module;
import org.hactl.module.Phase;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.DesiredState;
import org.hactl.reconcile.FightLimiter;
import org.hactl.reconcile.Outcome;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.Reconciler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent without its engines and its API: the inputs, the two workers, the generations. What
 * happens outside comes in through {@link EngineEvents}.
 */
public final class Core implements EngineEvents, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Core.class);
  private static final Set<String> IPVS = Set.of(IpvsResource.KIND);
  private static final long STOP_TIMEOUT_SECONDS = 5;

  private final Clock clock;
  private final Reconciler softwareReconciler;
  private final Reconciler networkReconciler;
  private final UnannouncedMasters announcer;
  private final RoleAddresses roleAddresses;
  private final IpvsWatch ipvsWatch;
  public final ExpectedKernelEvents echoes = new ExpectedKernelEvents();
  private final Engines engines;
  final Worker software;
  public final Worker network;
  public final Targets targets;
  final OwnershipJournal ownership;
  public final EventJournal journal;
  public final PassLog passes;
  private final Convergence convergence;
  private final Claims claims;
  public final Generations generations;

  /**
   * What a core is made of.
   *
   * @param modules one for each kind
   * @param kernel for what is too urgent, or asked too often, to be a pass
   * @param function what is wanted, as a function of the inputs
   * @param relay where the modules say what they are at
   * @param engines who tell what happens to the core, once there is one
   */
  public record Parts(
      Storage storage,
      ObjectMapper mapper,
      List<? extends Module<?, ?>> modules,
      Kernel kernel,
      DesiredState function,
      Engines engines,
      EventJournal journal,
      ProgressRelay relay,
      Clock clock,
      Generations.Alarm alarm) {}

  /** Reads what is on disk; nothing runs before {@link #start}. */
  public static Core open(Parts parts) throws IOException {
    return new Core(
        parts,
        OwnershipJournal.open(parts.storage(), parts.mapper()),
        GenerationStore.open(parts.storage(), parts.mapper()));
  }

  private Core(Parts parts, OwnershipJournal ownership, GenerationStore store) {
    this.clock = parts.clock();
    this.engines = parts.engines();
    this.ownership = ownership;
    this.journal = parts.journal();
    this.passes = new PassLog(journal, clock);
    this.claims = new Claims(ownership, parts.kernel().addresses());
    this.announcer = new UnannouncedMasters();
    this.ipvsWatch = new IpvsWatch(parts.kernel().ipvs());
    this.targets =
        new Targets(parts.function(), HostState.empty("", ""), engines::health, ownership);
    this.roleAddresses =
        new RoleAddresses(
            parts.kernel().addresses(),
            ownership,
            targets,
            echoes,
            new RoleAddresses.Listener() {
              @Override
              public void taken(List<String> routers) {
                announcer.announced(routers);
                engines.announce(routers);
                later(() ->
                    log.atInfo().addKeyValue("routers", routers.size()).log("addresses taken"));
              }

              @Override
              public void changed(List<Resource> present, List<ResourceId> absent) {
                later(() -> networkReconciler.reached(present, absent));
              }

              @Override
              public void done() {
                wakeNetwork(targets.roleKinds());
              }
            });
    this.softwareReconciler = reconciler(Phase.SOFTWARE, parts);
    this.networkReconciler = reconciler(Phase.NETWORK, parts);
    this.software =
        new Worker(
            "software",
            softwareReconciler,
            targets::softwareWant,
            this::finished,
            Backoff.DEFAULT,
            clock::nanos);
    this.network =
        new Worker(
            "network",
            networkReconciler,
            targets::networkWant,
            this::finished,
            Backoff.DEFAULT,
            clock::nanos);
    this.convergence =
        new Convergence(
            targets, claims, software, network, engines, passes::engines, parts.relay(), clock);
    this.generations =
        new Generations(store, convergence, targets, journal, parts.mapper(), clock, parts.alarm());
  }

  private Reconciler reconciler(Phase phase, Parts parts) {
    return new Reconciler(
        phase,
        parts.modules(),
        ownership,
        FightLimiter.standard(),
        clock::nanos,
        targets::isOvertaken);
  }

  /**
   * Takes the host to its last confirmed generation.
   *
   * @param afterBoot whether the system started anew: what is missing then is no drift
   */
  public void start(boolean afterBoot) {
    HostState state = generations.confirmedState();
    targets.software(state);
    targets.network(state);
    claim(state);
    if (!afterBoot) {
      softwareReconciler.assumeReached();
      networkReconciler.assumeReached();
    }
    roleAddresses.removeLeftOver(state);
    roleAddresses.start();
    // Roles first: an address that is in its place stays there when the role is taken up again.
    configureEngines(state);
    software.start();
    network.start();
    Cause start = new Cause(FoundBy.START, false, clock.nanos());
    network.wakeAll(start);
    software.wakeAll(start);
    generations.giveUpPendingInBackground();
  }

  /** What does not need them is kept in order also where they cannot run. */
  private void configureEngines(HostState state) {
    try {
      convergence.configureEngines(state);
    } catch (IllegalArgumentException e) {
      log.atDebug()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("engines do not run, and are tried again");
    }
  }

  /** Tries again what could not run: it may have wanted memory, or descriptors, for a moment. */
  public void reviveEngines() {
    if (passes.enginesFail()) {
      generations.ifIdle(() -> configureEngines(targets.network()));
    }
  }

  /** What an earlier version did not claim, and what a damaged journal has lost. */
  private void claim(HostState state) {
    try {
      claims.take(state);
    } catch (IOException e) {
      // A failover writes it down itself, and is slower by that.
      log.atError()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("what may come with a role cannot be written down before");
    }
  }

  @Override
  public void roleChanged(String router, boolean master) {
    if (master) {
      announcer.becameMaster(router);
    } else {
      announcer.leftMaster(router);
    }
    targets.role(router, master);
    roleAddresses.roleChanged(router);
  }

  @Override
  public void healthChanged() {
    wakeNetwork(IPVS);
  }

  /** What roles brought there goes with the interface: a pass removes it under the other name. */
  public void interfaceRenamed(String from, String to) {
    later(() -> {
      try {
        claims.followRename(targets.network(), from, to);
      } catch (IOException e) {
        log.atError()
            .addKeyValue("interface", to)
            .addKeyValue("error", String.valueOf(e.getMessage()))
            .log("addresses of an interface that was renamed stay on it");
      }
    });
  }

  /** On the network's thread, between two passes: for whoever must not wait. */
  private void later(Runnable job) {
    var _ =
        network.submit(() -> {
          job.run();
          return null;
        });
  }

  /** Puts right what somebody changed of the virtual services since this was last called. */
  public void lookAtVirtualServices() {
    later(() -> {
      if (!targets.network().virtualServices().isEmpty() && ipvsWatch.hasChanged()) {
        wakeNetwork(IPVS);
      }
    });
  }

  private void wakeNetwork(Set<String> kinds) {
    network.wake(kinds, new Cause(FoundBy.POLL, false, clock.nanos()));
  }

  @Override
  public void fullPassDue() {
    Cause cause = new Cause(FoundBy.SCHEDULE, false, clock.nanos());
    network.wakeAll(cause);
    software.wakeAll(cause);
  }

  /**
   * From now on this host is master of nothing, whatever the engine says: removes the addresses at
   * once. A pass over ten thousand services may be under way, which they do not wait for.
   *
   * @return whether nothing is left of what the routers hold that is in the way of another master
   */
  public boolean dropAddresses() {
    targets.stop();
    roleAddresses.close();
    return roleAddresses.followAll();
  }

  /** Gives up what must not outlive the agent: what the routers hold that it was master of. */
  public void releaseHeld() throws Exception {
    var _ = dropAddresses();
    Set<String> held = targets.heldKinds();
    CompletableFuture<Outcome> released =
        network.run(
            targets.networkWant(held),
            Pass.over(held),
            new Cause(FoundBy.POLL, false, clock.nanos()),
            PassListener.SILENT);
    released.get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    roleAddresses.close();
    network.close();
    software.close();
  }

  private void finished(Pass pass, Map<String, Cause> causes, Outcome outcome) {
    // First what the segment waits for, then what a person reads.
    if (pass.kinds().contains(AddressResource.KIND)) {
      List<String> ready = announcer.passed(targets.network(), targets.roles(), outcome);
      if (!ready.isEmpty()) {
        engines.announce(ready);
      }
    }
    if (outcome.done().stream().anyMatch(done -> IPVS.contains(done.change().id().kind()))) {
      ipvsWatch.changedByPass();
    }
    passes.finished(pass, causes, outcome);
    if (pass.part() == Pass.Part.EVERYTHING) {
      if (pass.kinds().containsAll(networkReconciler.kinds())) {
        passes.lookedAtAll(Phase.NETWORK);
      }
      if (pass.kinds().containsAll(softwareReconciler.kinds())) {
        passes.lookedAtAll(Phase.SOFTWARE);
      }
    }
  }
}
