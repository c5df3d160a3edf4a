package org.hactl.site.model;

import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.module.ipvs.Tunnel;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a virtual service; its name, virtual router and real servers are in {@link
 * VirtualService}.
 *
 * @param addresses at least one
 * @param tunnel of the real servers that are reached by one and say no other
 * @param check null if every real server counts as healthy
 * @param capacity null if the site says nothing about it
 */
public record ServiceSettings(
    List<ServiceAddress> addresses,
    Scheduler scheduler,
    List<String> flags,
    ForwardMethod forward,
    Tunnel tunnel,
    Persistence persistence,
    @Nullable CheckSpec check,
    OnDown onDown,
    @Nullable ServiceCapacity capacity,
    Origin origin) {
  public ServiceSettings {
    addresses = List.copyOf(addresses);
    flags = List.copyOf(flags);
  }
}
