package org.hactl.vrrp.model;

import java.net.InetAddress;

/**
 * The content of an advertisement that passed every check.
 *
 * @param priority 0 if the master gives the role away, else 1 to 255
 * @param intervalNanos the sender's advertisement interval
 * @param source the sender's address
 * @param sameAddresses whether it lists the router's VIPs as this host has them, in any order
 */
public record Advertisement(
    int priority, long intervalNanos, InetAddress source, boolean sameAddresses)
    implements Input, Decoded {}
