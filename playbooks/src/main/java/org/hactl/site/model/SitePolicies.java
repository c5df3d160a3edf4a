package org.hactl.site.model;

import java.util.Set;
import org.hactl.host.DriftPolicy;
import org.hactl.host.MetricsPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all hosts of a site share.
 *
 * @param metrics null if agents open no port
 * @param exclusive the kinds whose unmanaged resources hactl removes
 * @param rollout how an apply goes through the site; no host learns it
 * @param generations how many confirmed generations each host keeps
 * @param ipvs what all virtual services of a director share
 */
public record SitePolicies(
    NotifySettings notifications,
    @Nullable MetricsPolicy metrics,
    DriftPolicy drift,
    Set<String> exclusive,
    RolloutPolicy rollout,
    int generations,
    IpvsSettings ipvs) {
  public SitePolicies {
    exclusive = Set.copyOf(exclusive);
  }
}
