package org.hactl.site.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hactl.host.HookSpec;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a virtual router, rendered for one director.
 *
 * @param interfaceName empty if each director has its own
 * @param version 2 (RFC 3768) or 3 (RFC 9568)
 * @param family the address family of its advertisements
 * @param authentication only in version 2; null for none
 * @param rankByServices whether a director whose virtual services have no healthy real server ranks
 *     below the others
 * @param hooks the commands that run at its transitions, besides those of the site
 */
public record RouterSettings(
    Optional<String> interfaceName,
    int virtualRouterId,
    int version,
    Family family,
    Duration advertInterval,
    boolean preempt,
    Duration preemptDelay,
    Authentication.@Nullable WithPassword authentication,
    Holding holding,
    SiteTransport travel,
    GratuitousArp gratuitousArp,
    ProtocolOptions options,
    List<TrackSettings> tracks,
    boolean rankByServices,
    List<HookSpec> hooks,
    Origin origin) {
  public RouterSettings {
    tracks = List.copyOf(tracks);
    hooks = List.copyOf(hooks);
  }
}
