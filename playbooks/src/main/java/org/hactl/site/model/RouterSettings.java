package org.hactl.site.model;

import java.util.List;
import java.util.Optional;
import org.hactl.host.HookSpec;
import org.hactl.vrrp.model.GratuitousArp;

/**
 * The settings of a virtual router, rendered for one director.
 *
 * @param interfaceName empty if each director has its own interface
 * @param rankByServices whether a director ranks below the others if its virtual services have no
 *     healthy real server
 * @param hooks the commands that run at the router's transitions, besides the site's commands
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
