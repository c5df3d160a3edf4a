package org.hactl.site.model;

import java.util.Optional;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;

/**
 * The sorry server of a service.
 *
 * @param forward empty for that of the service
 * @param inhibit whether it stays in IPVS with weight 0 while it is not needed
 */
public record SorrySettings(
    ServiceAddress address, Optional<ForwardMethod> forward, boolean inhibit) {}
