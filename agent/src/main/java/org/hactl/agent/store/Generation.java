package org.hactl.agent.store;

import org.hactl.host.HostState;

/**
 * One desired state with a number.
 *
 * @param number counts from 1 and is never used twice on a host
 * @param digest of the state's canonical JSON
 * @param atMillis when it arrived, since the epoch
 */
public record Generation(long number, String digest, long atMillis, HostState state) {}
