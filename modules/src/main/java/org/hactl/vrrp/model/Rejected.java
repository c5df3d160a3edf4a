package org.hactl.vrrp.model;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A packet that is no advertisement for the router that looked at it.
 *
 * @param source who sent it; null where there is no IP header to tell
 * @param priority as it says, believed or not; 0 where it cannot be read
 */
public record Rejected(RejectReason reason, @Nullable InetAddress source, int priority)
    implements Input, Decoded {}
