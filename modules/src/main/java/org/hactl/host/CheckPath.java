package org.hactl.host;

import java.util.List;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.net.Family;
import org.hactl.module.ipvs.Tunnel;
import org.jspecify.annotations.Nullable;

/**
 * The way through one real server to any VIP: packets of this host with the firewall mark go there,
 * because IPVS looks for a service of their mark before one of their address.
 *
 * @param family of the VIPs
 * @param address of the real server
 * @param tunnel null without one, or for IP in IP
 */
public record CheckPath(
    int mark, Family family, String address, ForwardMethod forward, @Nullable Tunnel tunnel) {
  /** IPVS's key of the service that makes the way. */
  public IpvsServiceKey key() {
    return new IpvsServiceKey.FirewallMark(family, mark);
  }

  /**
   * The service that makes the way. With {@code ops}, IPVS keeps no entries of its datagrams, which
   * would lead later ones to where an earlier check went.
   */
  public VirtualServiceSpec service() {
    RealServerOptions own = RealServerOptions.NONE.withTunnel(tunnel);
    return VirtualServiceSpec.builder(
            "check of " + address, family == Family.INET ? "0.0.0.0" : "::", 0)
        .mark(mark)
        .scheduler("rr")
        .flags(List.of("ops"))
        .forward(forward)
        .realServers(
            List.of(new RealServerSpec(address, address, 0, 1, tunnel == null ? null : own)))
        .build();
  }
}
