package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another master beside us.
 *
 * @param priority as it says; 0 where its packets cannot be read
 * @param rejected what is wrong with its advertisements, {@link RejectReason#ADDRESS_LIST} also
 *     where we take them all the same; null where nothing is, and it does not take ours, or does
 *     not hear us
 * @param since when it was first heard beside us
 */
public record OtherMaster(
    InetAddress peer, int priority, @Nullable RejectReason rejected, Instant since) {}
