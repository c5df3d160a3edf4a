package org.hactl.agent.peer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.RouterStatus;
import org.jspecify.annotations.Nullable;

/**
 * What this host holds and runs at the moment.
 *
 * @param state in force
 * @param version of the site, confirmed on this host, which it tells others; null if it holds none
 * @param digest of the state in force, in hexadecimal
 * @param serial of the state in force, which can still wait for its confirmation; 0 if unknown
 * @param routers as the VRRP engine runs them
 * @param busy whether an apply is under way on this host, so that it is about to change
 * @param released the routers, by name, whose role an operator gave to other directors: by a
 *     hand-over, or by maintenance of this host
 * @param following the version that waits on this host while its run comes to the confirmation;
 *     null for none
 */
public record LocalSite(
    HostState state,
    @Nullable SiteVersion version,
    String digest,
    long serial,
    List<RouterStatus> routers,
    boolean busy,
    Set<String> released,
    @Nullable SiteVersion following) {
  public LocalSite {
    routers = List.copyOf(routers);
    released = Set.copyOf(released);
  }

  String site() {
    return state.site();
  }

  String host() {
    return state.host();
  }

  Map<String, String> members() {
    return version == null ? Map.of() : version.members();
  }
}
