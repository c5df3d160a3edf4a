package org.hactl.agent.converge;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.host.HostState;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.ProbeRedirect;
import org.jspecify.annotations.Nullable;

/** Lets status and probes use the network worker between the passes of this worker. */
public final class NetworkAccess {
  private static final Set<String> IPVS = Set.of(IpvsResource.KIND);

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
    Cause cause = new Cause(FoundBy.POLL, false, clock.nanos());
    return worker
        .run(targets.networkWant(IPVS), Pass.over(IPVS), cause, PassListener.SILENT)
        .join();
  }
}
