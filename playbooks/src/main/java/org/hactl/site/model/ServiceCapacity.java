package org.hactl.site.model;

import java.util.List;
import org.hactl.host.CapacitySpec;
import org.hactl.host.CapacitySpec.AllDown;
import org.hactl.host.HookSpec;
import org.hactl.host.Quorum;
import org.hactl.host.SlowStart;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/**
 * What a service needs of its real servers, as the site says it.
 *
 * @param quorum null if the site does not say
 * @param sorry null for none
 * @param allDown null if the site does not say
 * @param slowStart null if a real server gets its whole weight at once
 */
public record ServiceCapacity(
    @Nullable Quorum quorum,
    @Nullable SorrySettings sorry,
    @Nullable AllDown allDown,
    @Nullable SlowStart slowStart,
    List<HookSpec> hooks) {
  public static final ServiceCapacity NONE = new ServiceCapacity(null, null, null, null, List.of());

  public ServiceCapacity {
    hooks = List.copyOf(hooks);
  }

  /**
   * @param forward of the service
   */
  public CapacitySpec spec(ForwardMethod forward) {
    return new CapacitySpec(
        quorum,
        sorry == null
            ? null
            : new SorryServer(
                InetAddresses.format(sorry.address().address()),
                sorry.address().port(),
                sorry.forward().orElse(forward),
                sorry.inhibit()),
        allDown,
        slowStart,
        hooks);
  }
}
