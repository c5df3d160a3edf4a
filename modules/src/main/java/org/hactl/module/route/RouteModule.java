package org.hactl.module.route;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.net.Family;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.kernel.KernelBatch;
import org.hactl.module.kernel.KernelModule;
import org.hactl.module.kernel.KernelState;
import org.hactl.module.kernel.KernelTerms;

/**
 * Static routes. An existing route that is as wanted is accepted and not owned. An existing route
 * to the same destination that differs is replaced, and restored when the route leaves the site.
 *
 * <p>{@code exclusive} covers routes that were added by hand ({@code static}, {@code boot}). It
 * never removes a default route: without one the host could become unreachable.
 */
public final class RouteModule extends KernelModule<RouteResource, Route> {
  public RouteModule(Kernel kernel) {
    super(RouteResource.KIND, RouteResource.class, kernel);
  }

  @Override
  protected List<Route> list() {
    return kernel().routes().list();
  }

  @Override
  protected KernelTerms<RouteResource, Route> terms(
      Collection<RouteResource> desired, KernelState<Route> observed) {
    return new RouteTerms();
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    KernelBatch<RouteChange> batch = new KernelBatch<>(RouteModule::isHarmless);
    try {
      List<Route> present = foundForRemovals(changes);
      changes.forEach(change -> batch.add(change, kernelChanges(change, present)));
    } catch (ModuleException e) {
      return ChangeResult.failed(changes, e);
    }
    return batch.apply(kernel().routes()::apply);
  }

  private static List<RouteChange> kernelChanges(Change change, List<Route> present) {
    Resource desired = change.desired();
    if (desired instanceof RouteResource wanted) {
      return List.of(
          change.action() == Action.CREATE
              ? new RouteChange.Add(wanted.route())
              : new RouteChange.Replace(wanted.route()));
    }
    RouteId named = RouteId.of(change.id());
    Owned owned = change.take();
    Map<String, String> prior = owned == null ? Map.of() : owned.prior();
    return prior.isEmpty()
        ? removal(named, present)
        : List.of(new RouteChange.Replace(RouteText.prior(named, prior)));
  }

  /**
   * Metric 0 does not identify an IPv4 route: the kernel would remove the first route to that
   * destination, for instance DHCP's default route. So all fields of the route are given. No change
   * if the route is gone already.
   */
  private static List<RouteChange> removal(RouteId named, List<Route> present) {
    if (named.metric() != 0 || named.destination().family() != Family.INET) {
      return List.of(new RouteChange.Remove(named.anyRoute()));
    }
    return present.stream()
        .filter(route -> RouteId.of(route).equals(named))
        .limit(1)
        .<RouteChange>map(RouteChange.Remove::new)
        .toList();
  }

  private static boolean isHarmless(RouteChange change, Errno errno) {
    return change instanceof RouteChange.Remove && errno.equals(Errno.ESRCH);
  }
}
