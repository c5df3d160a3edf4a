package org.hactl.site.model;

import java.util.Optional;

/**
 * How directors give each other the connections of IPVS.
 *
 * @param interfaceName empty for the interface of the director's first virtual router
 * @param id 0 to 255; empty for the smallest virtual router identifier of the site
 * @param group a multicast address; empty for the kernel's default, as all others
 * @param refreshSeconds how often a connection that lives on is sent again
 */
public record ConnectionSync(
    Optional<String> interfaceName,
    Optional<Integer> id,
    Optional<String> group,
    Optional<Integer> port,
    Optional<Integer> ttl,
    Optional<Integer> maxLength,
    Optional<Integer> refreshSeconds) {}
