package org.hactl.agent.converge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.PassedOn;
import org.hactl.reconcile.ProbeRedirect;
import org.jspecify.annotations.Nullable;

/** Lets status and probes use the network worker between the passes of this worker. */
public final class NetworkAccess {
  private static final Set<String> IPVS = Set.of(IpvsResource.KIND);

  /** Whether known clients leave a real server of weight 0 is a kernel parameter. */
  private static final Set<String> SERVICES = Set.of(IpvsResource.KIND, SysctlResource.KIND);

  private final WorkQueue queue;
  private final Worker worker;
  private final Targets targets;
  private final Clock clock;

  NetworkAccess(WorkQueue queue, Worker worker, Targets targets, Clock clock) {
    this.queue = queue;
    this.worker = worker;
    this.targets = targets;
    this.clock = clock;
  }

  /** The host state to which the network worker converges. */
  public HostState state() {
    return targets.network();
  }

  /** Runs a job on the worker's thread: blocking calls to the kernel stay off virtual threads. */
  public <T> CompletableFuture<T> submit(Callable<T> job) {
    return queue.submit(job);
  }

  /** How many jobs have not begun yet. */
  public int waiting() {
    return queue.waiting();
  }

  /**
   * Runs a pass over the virtual services and waits for it.
   *
   * @param redirect the service that leads to only one real server from now on; null for none
   */
  public PassOutcome passOverServices(@Nullable ProbeRedirect redirect) {
    targets.redirect(redirect);
    return pass(IPVS);
  }

  /**
   * Runs a pass over the virtual services and what they need, and waits for it.
   *
   * @param wanted the virtual routers whose new connections go through another director from now
   *     on, with the {@link #term} in which each does
   */
  public PassOutcome passOn(Map<PassedOn, Integer> wanted) {
    targets.passOn(wanted);
    return pass(SERVICES);
  }

  private PassOutcome pass(Set<String> kinds) {
    Cause cause = new Cause(FoundBy.POLL, false, clock.nanos());
    return worker
        .run(targets.networkWant(kinds), Pass.over(kinds), cause, PassListener.SILENT)
        .join();
  }

  /** Whether this host is master of a virtual router now. */
  public boolean isMaster(String router) {
    return targets.isMaster(router);
  }

  /** Another number after each time as master of a router. */
  public int term(String router) {
    return targets.term(router);
  }

  /** The services that are passed on. */
  public List<VirtualServiceSpec> services(PassedOn passedOn) {
    return targets.services(passedOn);
  }

  /** Why the other services of the router are not, one sentence each. */
  public List<String> refusals(PassedOn passedOn) {
    return targets.refusals(passedOn);
  }
}
