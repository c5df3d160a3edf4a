package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another host that is master of a router at the same time as this host.
 *
 * @param priority the priority that it advertises; 0 if its packets cannot be read
 * @param rejected the error in its advertisements; {@link RejectReason#ADDRESS_LIST} even if this
 *     host accepts them. Null for correct advertisements: the other host then rejects this host's
 *     advertisements or does not receive them
 * @param since when this host, as master, first heard the other master
 */
public record OtherMaster(
    InetAddress peer, int priority, @Nullable RejectReason rejected, Instant since) {}
