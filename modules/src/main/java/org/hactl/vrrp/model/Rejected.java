package org.hactl.vrrp.model;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A packet that a router did not accept as an advertisement.
 *
 * @param source its sender; null if the IP header cannot be read
 * @param priority as in the packet, which is not trusted; 0 if it cannot be read
 */
public record Rejected(RejectReason reason, @Nullable InetAddress source, int priority)
    implements Input, Decoded {}
