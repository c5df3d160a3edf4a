package org.hactl.reconcile;

import java.util.List;
import java.util.Optional;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of virtual services go for a while, instead of to the real servers that
 * health and holds say.
 *
 * @param probe the service that leads to one real server during a probe; null for none
 * @param passedOn the virtual routers whose new connections go through another director
 */
public record Redirects(@Nullable ProbeRedirect probe, List<PassedOn> passedOn) {
  public static final Redirects NONE = new Redirects(null, List.of());

  public Redirects {
    passedOn = List.copyOf(passedOn);
  }

  /** How a service is passed on; empty if it is not. */
  Optional<PassedOn> of(HostState state, VirtualServiceSpec service, Roles roles, Resource leaves) {
    return passedOn.stream()
        .filter(each -> each.concerns(service) && roles.isMaster(each.router()))
        .filter(each -> each.refusal(state, service, leaves).isEmpty())
        .findFirst();
  }
}
