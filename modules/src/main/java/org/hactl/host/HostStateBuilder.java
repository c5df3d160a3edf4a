package org.hactl.host;

import java.util.List;
import java.util.Set;
import org.hactl.module.Resource;
import org.jspecify.annotations.Nullable;

/** Builds a {@link HostState}; with the defaults it is a host for which the site says nothing. */
public final class HostStateBuilder {
  private final String site;
  private final String host;
  private List<Resource> resources = List.of();
  private List<VirtualRouterSpec> virtualRouters = List.of();
  private VrrpPolicy vrrp = VrrpPolicy.NONE;
  private List<VirtualServiceSpec> virtualServices = List.of();
  private Set<String> exclusive = Set.of();
  private DriftPolicy drift = DriftPolicy.DEFAULT;
  private @Nullable MailPolicy mail;
  private @Nullable MetricsPolicy metrics;
  private @Nullable Integer generations;

  HostStateBuilder(String site, String host) {
    this.site = site;
    this.host = host;
  }

  HostStateBuilder(HostState start) {
    site = start.site();
    host = start.host();
    resources = start.resources();
    virtualRouters = start.virtualRouters();
    vrrp = start.vrrp();
    virtualServices = start.virtualServices();
    exclusive = start.exclusive();
    drift = start.drift();
    mail = start.mail();
    metrics = start.metrics();
    generations = start.generations();
  }

  public HostStateBuilder resources(List<Resource> value) {
    resources = value;
    return this;
  }

  public HostStateBuilder virtualRouters(List<VirtualRouterSpec> value) {
    virtualRouters = value;
    return this;
  }

  public HostStateBuilder vrrp(VrrpPolicy value) {
    vrrp = value;
    return this;
  }

  public HostStateBuilder virtualServices(List<VirtualServiceSpec> value) {
    virtualServices = value;
    return this;
  }

  public HostStateBuilder exclusive(Set<String> value) {
    exclusive = value;
    return this;
  }

  public HostStateBuilder drift(DriftPolicy value) {
    drift = value;
    return this;
  }

  public HostStateBuilder mail(@Nullable MailPolicy value) {
    mail = value;
    return this;
  }

  public HostStateBuilder metrics(@Nullable MetricsPolicy value) {
    metrics = value;
    return this;
  }

  public HostStateBuilder generations(@Nullable Integer value) {
    generations = value;
    return this;
  }

  public HostState build() {
    return new HostState(
        site,
        host,
        resources,
        virtualRouters,
        vrrp,
        virtualServices,
        exclusive,
        drift,
        mail,
        metrics,
        generations);
  }
}
