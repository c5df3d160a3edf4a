package org.hactl.module.route;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hactl.linux.Errno;
import org.hactl.linux.Kernel;
import org.hactl.linux.Link;
import org.hactl.linux.Route;
import org.hactl.linux.RouteChange;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.kernel.KernelBatch;
import org.hactl.module.kernel.KernelPlan;
import org.hactl.module.kernel.KernelReading;

/**
 * Static routes. One that is there already as wanted is accepted and not owned; one to the same
 * destination that differs is replaced, and put back when the route leaves the site.
 *
 * <p>{@code exclusive} is about routes that somebody added by hand ({@code static}, {@code boot});
 * it never takes a default route, without which a host could not be reached any more.
 */
public final class RouteModule implements Module<RouteResource, RouteModule.Observed> {
  private final Kernel kernel;

  public RouteModule(Kernel kernel) {
    this.kernel = kernel;
  }

  /** All interfaces and routes of the host. */
  public record Observed(List<Link> links, List<Route> routes) {
    public Observed {
      links = List.copyOf(links);
      routes = List.copyOf(routes);
    }
  }

  @Override
  public String kind() {
    return RouteResource.KIND;
  }

  @Override
  public Class<RouteResource> resourceType() {
    return RouteResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public Observed observe(Collection<RouteResource> desired, Collection<Owned> owned)
      throws ModuleException {
    return KernelReading.read(() -> new Observed(kernel.links().list(), kernel.routes().list()));
  }

  @Override
  public Plan plan(
      Collection<RouteResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return new KernelPlan<>(new RouteTerms(), owned, observed.links(), observed.routes())
        .plan(desired, exclusive);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    KernelBatch<RouteChange> batch = new KernelBatch<>(RouteModule::isHarmless);
    changes.forEach(change -> batch.add(change, List.of(kernelChange(change))));
    return batch.apply(kernel.routes()::apply);
  }

  private static RouteChange kernelChange(Change change) {
    Resource desired = change.desired();
    if (desired instanceof RouteResource wanted) {
      return change.action() == Action.CREATE
          ? new RouteChange.Add(wanted.route())
          : new RouteChange.Replace(wanted.route());
    }
    Route named = RouteText.ofKey(change.id().key());
    Owned owned = change.take();
    Map<String, String> prior = owned == null ? Map.of() : owned.prior();
    return prior.isEmpty()
        ? new RouteChange.Remove(named)
        : new RouteChange.Replace(RouteText.prior(named, prior));
  }

  private static boolean isHarmless(RouteChange change, Errno errno) {
    return change instanceof RouteChange.Remove && errno.equals(Errno.ESRCH);
  }
}
