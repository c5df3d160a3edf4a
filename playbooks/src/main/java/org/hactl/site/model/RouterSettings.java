package org.hactl.site.model;

import java.util.List;
import java.util.Optional;
import org.hactl.host.HookSpec;
import org.hactl.vrrp.model.GratuitousArp;

/**
 * The settings of a virtual router, rendered for one director.
 *
 * @param interfaceName empty if each director has its own
 * @param rankByServices whether a director whose virtual services have no healthy real server ranks
 *     below the others
 * @param hooks the commands that run at its transitions, besides those of the site
 */
public record RouterSettings(
    Optional<String> interfaceName,
    ProtocolSettings protocol,
    Holding holding,
    SiteTransport transport,
    GratuitousArp gratuitousArp,
    List<TrackSettings> tracks,
    boolean rankByServices,
    List<HookSpec> hooks,
    Origin origin) {
  public RouterSettings {
    tracks = List.copyOf(tracks);
    hooks = List.copyOf(hooks);
  }
}
