package org.hactl.site.model;

import java.util.Set;
import org.hactl.host.DriftPolicy;
import org.hactl.host.MetricsPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the site says once for all its hosts.
 *
 * @param metrics null if agents open no port
 * @param exclusive the kinds of which a host has only what the site lists
 */
public record SitePolicies(
    NotifySettings notifications,
    @Nullable MetricsPolicy metrics,
    DriftPolicy drift,
    Set<String> exclusive) {
  public SitePolicies {
    exclusive = Set.copyOf(exclusive);
  }
}
