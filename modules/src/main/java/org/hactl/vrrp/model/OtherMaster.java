package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another router that is master at the same time as this one.
 *
 * @param priority as it advertises; 0 if its packets cannot be read
 * @param rejected what is wrong with its advertisements; {@link RejectReason#ADDRESS_LIST} even if
 *     we accept them. Null if nothing is wrong with them: the other router then rejects our
 *     advertisements or does not receive them
 * @param since when it was first heard while this router was master
 */
public record OtherMaster(
    InetAddress peer, int priority, @Nullable RejectReason rejected, Instant since) {}
