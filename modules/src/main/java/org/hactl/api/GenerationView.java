package org.hactl.api;

import org.jspecify.annotations.Nullable;

/**
 * A confirmed generation that a host keeps, without its state.
 *
 * @param digest of the state's canonical JSON
 * @param atMillis when it arrived at the host, by the host's clock; in milliseconds since the epoch
 * @param routers how many virtual routers the state has
 * @param services how many virtual services it has
 * @param resources how many other resources it has
 * @param version the last version of the site in which the host had this generation; null if the
 *     control node gave none
 */
public record GenerationView(
    long number,
    String digest,
    long atMillis,
    int routers,
    int services,
    int resources,
    @Nullable SiteVersion version) {}
