package org.hactl.vrrp.model;

import java.net.InetAddress;

/**
 * What an advertisement that passed every check says.
 *
 * @param priority 0 when the master leaves, else 1 to 255
 * @param intervalNanos the sender's advertisement interval
 * @param source the sender's address
 * @param sameAddresses whether it lists the same virtual addresses as we do, in whatever order
 */
public record Advertisement(
    int priority, long intervalNanos, InetAddress source, boolean sameAddresses)
    implements Input, Decoded {}
