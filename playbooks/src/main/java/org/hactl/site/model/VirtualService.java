package org.hactl.site.model;

import java.time.Duration;
import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service: what reaches its address is spread over its real servers.
 *
 * @param virtualRouter the name of the virtual router that holds the address
 * @param persistence zero for none
 * @param check null where every real server counts as healthy
 * @param realServers by host name
 */
public record VirtualService(
    String name,
    String virtualRouter,
    ServiceAddress address,
    Scheduler scheduler,
    List<String> flags,
    ForwardMethod forward,
    Duration persistence,
    @Nullable CheckSpec check,
    OnDown onDown,
    List<RealServer> realServers,
    Origin origin) {
  public VirtualService {
    flags = List.copyOf(flags);
    realServers = List.copyOf(realServers);
  }

  public VirtualService with(String name, String virtualRouter, List<RealServer> realServers) {
    return new VirtualService(
        name,
        virtualRouter,
        address,
        scheduler,
        flags,
        forward,
        persistence,
        check,
        onDown,
        realServers,
        origin);
  }
}
