package org.hactl.agent.converge;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.converge.hold.HostHolds;
import org.hactl.agent.converge.role.AddressSupport;
import org.hactl.agent.converge.role.FoundServices;
import org.hactl.agent.converge.role.HostProblems;
import org.hactl.agent.converge.role.RoleFaults;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.StateFolder;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.module.Phase;
import org.hactl.module.Resource;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.FightLimiter;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.Reconciler;
import org.hactl.reconcile.WantedResources.Unnamed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the parts of this package, and starts and stops them: the inputs, the two workers, the
 * generations. The engines report through the {@link EngineInbox}.
 */
public final class Core implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Core.class);
  private static final long STOP_TIMEOUT_SECONDS = 5;

  private final EngineInbox inbox;
  private final Engines engines;
  private final Clock clock;
  private final Targets targets;
  private final Claims claims;
  private final FoundServices foundServices;
  private final PassLog passLog;
  private final RoleAddresses roleAddresses;
  private final IpvsWatch ipvsWatch;
  private final KernelWatch kernelWatch;
  private final Reconciler softwareReconciler;
  private final Reconciler networkReconciler;
  private final Worker software;
  private final Worker network;
  private final Converger converger;
  private final Generations generations;
  private final EventJournal journal;
  private final StateErrors stateErrors;
  private final HostHolds holds;
  private final Standstill standstill;
  private final MaintenanceStandBy standBy;

  /**
   * Reads what is on disk; nothing runs before {@link #start}.
   *
   * @param inbox where the engines report what happens
   * @param engines configured by each generation
   * @param threads makes the workers
   */
  public static Core open(
      ManagedHost host,
      AgentDisk disk,
      EngineInbox inbox,
      Engines engines,
      LaterTasks later,
      Clock clock,
      AgentThreads threads)
      throws IOException {
    StateFolder folder = StateFolder.open(disk.storage(), disk.mapper());
    return new Core(host, disk, folder, inbox, engines, later, clock, threads);
  }

  private Core(
      ManagedHost host,
      AgentDisk disk,
      StateFolder folder,
      EngineInbox inbox,
      Engines engines,
      LaterTasks later,
      Clock clock,
      AgentThreads threads) {
    this.inbox = inbox;
    this.engines = engines;
    this.clock = clock;
    this.journal = disk.journal();
    OwnershipJournal ownership = folder.ownership();
    this.stateErrors = new StateErrors(folder.generations(), ownership, folder.holds());
    this.holds =
        new HostHolds(
            folder.holds(),
            disk.journal(),
            disk.audit(),
            clock::millis,
            () -> generations().current().map(Generation::number).orElse(0L),
            later::after,
            this::holdsChanged);
    this.standBy = new MaintenanceStandBy(engines, holds::current);
    this.passLog = new PassLog(disk.journal(), clock);
    this.claims = new Claims(ownership, host.kernel());
    this.ipvsWatch = new IpvsWatch(clock::nanos);
    this.targets =
        new Targets(host.desiredState(), inbox.roles(), engines::health, holds::current, ownership);
    this.softwareReconciler = reconciler(Phase.SOFTWARE, host, ownership);
    this.networkReconciler = reconciler(Phase.NETWORK, host, ownership);
    ExpectedKernelEvents expected = new ExpectedKernelEvents();
    this.roleAddresses =
        new RoleAddresses(
            host.kernel(),
            ownership,
            targets,
            expected,
            inbox.changedRouters(),
            new RoleAddressFollowUp(inbox, engines, targets, networkReconciler),
            clock,
            threads);
    this.kernelWatch =
        new KernelWatch(
            inbox.network(),
            expected,
            engines,
            new RenamedInterfaces(inbox, targets, claims),
            clock);
    RoleFaults roleFaults =
        new RoleFaults(
            engines::lacks, id -> AddressSupport.isPossible(host.kernel(), id), clock::nanos);
    PassFollowUp followUp = new PassFollowUp(inbox, engines, targets, passLog, roleFaults);
    this.software =
        new Worker(
            "software",
            inbox.software(),
            softwareReconciler,
            targets::softwareWant,
            followUp,
            Backoff.DEFAULT,
            clock::nanos,
            threads);
    this.network =
        new Worker(
            "network",
            inbox.network(),
            networkReconciler,
            targets::networkWant,
            followUp,
            Backoff.DEFAULT,
            clock::nanos,
            threads);
    EngineConfiguration configuration =
        new EngineConfiguration(engines, passLog, kernelWatch, later, standBy::follow);
    this.foundServices = new FoundServices(host.kernel().ipvs(), ownership, new LinuxResources());
    this.converger =
        new Converger(
            targets,
            claims,
            software,
            network,
            configuration,
            state ->
                HostProblems.of(
                    host.kernel(),
                    host.programs(),
                    targets.network(),
                    state,
                    id -> ownership.find(id).isPresent()),
            host.relay(),
            clock,
            host.predecessor(),
            foundServices);
    this.generations =
        new Generations(
            folder, stateErrors, converger, targets, disk, clock, later, host.predecessor());
    this.standstill =
        new Standstill(generations, holds, ownership, List.of(inbox.software(), inbox.network()));
  }

  private Reconciler reconciler(Phase phase, ManagedHost host, OwnershipJournal ownership) {
    return new Reconciler(
        phase,
        host.modules(),
        ownership,
        FightLimiter.standard(),
        clock::nanos,
        targets::isOvertaken);
  }

  /** A drain changes the virtual services; maintenance of this host, its roles. */
  private void holdsChanged() {
    engines.holds(holds.current());
    inbox.healthChanged();
    standBy.apply();
  }

  public Generations generations() {
    return generations;
  }

  /** The parts of its own state that the agent cannot read. */
  public StateErrors stateErrors() {
    return stateErrors;
  }

  /** What operators hold on this host. */
  public HostHolds holds() {
    return holds;
  }

  public PassLog passLog() {
    return passLog;
  }

  public NetworkAccess network() {
    return new NetworkAccess(inbox.network(), network, targets, clock);
  }

  /** The resources that this host has now because it is master. */
  public List<Resource> held() {
    return targets.held();
  }

  public Standstill standstill() {
    return standstill;
  }

  /** Listens to the kernel from now on. */
  public void watch(KernelEvents events) {
    kernelWatch.subscribe(events);
  }

  /**
   * Takes the host to its last confirmed generation.
   *
   * @param afterBoot whether the system was rebooted: then a missing resource is not drift
   */
  public void start(boolean afterBoot) {
    HostState state = generations.confirmedState();
    aimAt(state, afterBoot);
    claim(state);
    if (stateErrors.unnamed() == Unnamed.REMOVED) {
      roleAddresses.removeLeftOver(state);
    }
    runEngines(state);
    manage();
  }

  /**
   * Starts the engines in the place of another process. This changes nothing on the host but the
   * addresses of a role that comes or goes, and nothing in the state folder: until {@link
   * #ownHost}, the other process may still go on.
   */
  public void leadInstead() {
    HostState state = generations.confirmedState();
    aimAt(state, false);
    runEngines(state);
  }

  /**
   * Begins with everything else after {@link #leadInstead}, because the other process has ended.
   */
  public void ownHost() {
    claim(targets.network());
    manage();
  }

  private void aimAt(HostState state, boolean afterBoot) {
    targets.unnamed(stateErrors.unnamed());
    targets.software(state);
    targets.network(state);
    if (!afterBoot) {
      softwareReconciler.assumeReached();
      networkReconciler.assumeReached();
    }
  }

  private void runEngines(HostState state) {
    roleAddresses.start();
    // The roles come before the passes, so that an address that is in place stays there when the
    // role is resumed.
    generations.goOnSettling();
    engines.holds(holds.current());
    configureEngines(state);
  }

  private void manage() {
    stateErrors.report(journal, clock.millis());
    software.start();
    network.start();
    inbox.wakeAll(FoundBy.START);
    generations.giveUpPendingInBackground();
    holds.start();
  }

  /** If the engines cannot run, the agent still manages everything that does not need them. */
  private void configureEngines(HostState state) {
    try {
      converger.configureEngines(state);
    } catch (IllegalArgumentException e) {
      log.atDebug()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("the engines do not run; they are started again in a moment");
    }
  }

  /** Starts engines again that could not run: memory or descriptors may have been short. */
  public void reviveEngines() {
    if (passLog.enginesFail()) {
      generations.ifIdle(() -> configureEngines(targets.network()));
    }
  }

  /**
   * Claims the resources that an earlier version did not claim, or that a damaged journal has lost.
   */
  private void claim(HostState state) {
    try {
      claims.take(state);
      claims.takeServices(foundServices.of(state));
    } catch (IOException e) {
      log.atError()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log(
              "cannot write the addresses of the roles and the virtual services into the ownership"
                  + " journal: a failover has to write them, and is slower");
    }
  }

  /**
   * Repairs the virtual services if another program has changed them since the last call, and
   * verifies what a pass has changed.
   */
  public void lookAtVirtualServices() {
    if (ipvsWatch.isDue()) {
      inbox.network().run(this::compareVirtualServices);
    }
  }

  private void compareVirtualServices() {
    if (converger.changesNetwork()) {
      // The look after that verifies all its changes at once. A read of a large table now would
      // keep its next step waiting.
      return;
    }
    if (targets.network().virtualServices().isEmpty()) {
      networkReconciler.forget(IpvsResource.KIND);
    } else if (!ipvsWatch.look(() -> networkReconciler.isAsObserved(IpvsResource.KIND))) {
      networkReconciler.forget(IpvsResource.KIND);
      inbox.wakeNetwork(Set.of(IpvsResource.KIND));
    }
  }

  /** Looks at the sysctls, which can change without an event from the kernel. */
  public void lookAtSysctls() {
    inbox.wakeNetwork(Set.of(SysctlResource.KIND));
  }

  /**
   * Waits until this host is master of no router.
   *
   * @return whether that is so
   */
  public boolean awaitNoRole(Duration atMost) throws InterruptedException {
    return inbox.roles().awaitNone(atMost.toMillis());
  }

  /**
   * From now on this host is not master of any router, whatever the engine says: removes the
   * addresses at once, without waiting for a pass that may be under way.
   *
   * @return whether every held resource that would disturb another master is removed
   */
  public boolean dropAddresses() {
    inbox.roles().stop();
    roleAddresses.close();
    return roleAddresses.followAll();
  }

  /** Removes the resources that this host had as master. They must not outlive the agent. */
  public void releaseHeld() throws Exception {
    var _ = dropAddresses();
    Set<String> held = targets.heldKinds();
    CompletableFuture<PassOutcome> released =
        network.run(
            targets.networkWant(held),
            Pass.over(held),
            new Cause(FoundBy.POLL, false, clock.nanos()),
            PassListener.SILENT);
    released.get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    kernelWatch.close();
    roleAddresses.close();
    inbox.network().close();
    inbox.software().close();
  }
}
