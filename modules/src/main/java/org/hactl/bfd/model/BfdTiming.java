package org.hactl.bfd.model;

import java.time.Duration;

/**
 * The intervals that a session asks for; in whole microseconds, as on the wire.
 *
 * @param minRx the shortest interval at which this host accepts packets
 * @param minTx the shortest interval at which this host sends while the session is up
 * @param idleTx the interval at which this host sends while the session is not up; at least a
 *     second (RFC 5880 section 6.8.3)
 * @param multiplier how many of this host's packets the neighbour can miss before it declares the
 *     session down, 1 to 255
 */
public record BfdTiming(Duration minRx, Duration minTx, Duration idleTx, int multiplier) {}
