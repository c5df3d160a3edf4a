package org.hactl.site.model;

import java.time.Duration;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.ProtocolOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a virtual router speaks VRRP, rendered for one director.
 *
 * @param version 2 (RFC 3768) or 3 (RFC 9568)
 * @param family the address family of its advertisements
 * @param authentication null for none; only version 2 has it
 */
public record ProtocolSettings(
    int virtualRouterId,
    int version,
    Family family,
    Duration advertInterval,
    boolean preempt,
    Duration preemptDelay,
    Authentication.@Nullable WithPassword authentication,
    ProtocolOptions options) {}
