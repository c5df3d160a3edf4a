package org.hactl.agent.store;

import org.hactl.host.HostState;

/**
 * A host state with a number.
 *
 * @param number counts from 1 and is never used twice on a host
 * @param digest of the state's canonical JSON
 * @param atMillis when the generation arrived at this host, since the epoch
 */
public record Generation(long number, String digest, long atMillis, HostState state) {}
