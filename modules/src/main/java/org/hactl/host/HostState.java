package org.hactl.host;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hactl.module.Resource;
import org.hactl.vrrp.model.RouterChanges;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterRenames;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of one host, compiled from the site. Equal sites give equal states, byte for
 * byte in JSON, so that a digest shows whether anything changed.
 *
 * @param resources the resources that do not depend on a role: sysctls, loopback VIPs, routes,
 *     files, packages, services
 * @param vrrp what the virtual routers share
 * @param exclusive kinds whose unmanaged resources are removed from this host
 * @param mail null for no e-mail
 * @param metrics null if no port is opened for metrics
 * @param generations how many confirmed generations the host keeps; null for {@link
 *     #DEFAULT_GENERATIONS}
 */
public record HostState(
    String site,
    String host,
    List<Resource> resources,
    List<VirtualRouterSpec> virtualRouters,
    VrrpPolicy vrrp,
    List<VirtualServiceSpec> virtualServices,
    Set<String> exclusive,
    DriftPolicy drift,
    @Nullable MailPolicy mail,
    @Nullable MetricsPolicy metrics,
    @Nullable Integer generations) {
  public static final int DEFAULT_GENERATIONS = 10;

  public HostState {
    resources = List.copyOf(resources);
    virtualRouters = List.copyOf(virtualRouters);
    // A state that was written by hand may lack what routers share.
    vrrp = requireNonNullElse(vrrp, VrrpPolicy.NONE);
    virtualServices = List.copyOf(virtualServices);
    exclusive = Collections.unmodifiableSortedSet(new TreeSet<>(exclusive));
  }

  /** How many confirmed generations the host keeps on its disk, the one in force included. */
  public int keptGenerations() {
    return requireNonNullElse(generations, DEFAULT_GENERATIONS);
  }

  /** Whether the host has virtual routers or virtual services. */
  public boolean directs() {
    return !virtualRouters.isEmpty() || !virtualServices.isEmpty();
  }

  public Set<String> routerNames() {
    return virtualRouters.stream().map(VirtualRouterSpec::name).collect(toUnmodifiableSet());
  }

  /** The routers that only have another name in a later state: the new names by the old ones. */
  public Map<String, String> renamesTo(HostState later) {
    return RouterRenames.between(configs(), later.configs());
  }

  /**
   * The names that the routers of this state have which stay in a later one; see {@link
   * RouterChanges#staying}.
   */
  public Set<String> routersStayingIn(HostState later) {
    return RouterChanges.staying(configs(), later.configs()).values().stream()
        .map(RouterConfig::name)
        .collect(Collectors.toSet());
  }

  private List<RouterConfig> configs() {
    return virtualRouters.stream().map(VirtualRouterSpec::config).toList();
  }

  /** This state with only the routers of these names. */
  public HostState withoutRoutersBut(Set<String> names) {
    return toBuilder()
        .virtualRouters(
            virtualRouters.stream().filter(router -> names.contains(router.name())).toList())
        .vrrp(vrrp.withoutRoutersBut(names))
        .build();
  }

  /** This state with other virtual services. */
  public HostState withVirtualServices(List<VirtualServiceSpec> others) {
    return toBuilder().virtualServices(others).build();
  }

  /** The virtual services at the VIPs of a router. */
  public List<VirtualServiceSpec> servicesOf(String router) {
    return virtualServices.stream()
        .filter(service -> router.equals(service.virtualRouter()))
        .toList();
  }

  /** The virtual services that IPVS has only while this host is master of a router. */
  public List<VirtualServiceSpec> servicesOfMaster(String router) {
    return servicesOf(router).stream().filter(VirtualServiceSpec::onMasterOnly).toList();
  }

  /** A host state without resources: a rollback of the very first generation converges to it. */
  public static HostState empty(String site, String host) {
    return builder(site, host).build();
  }

  /** A builder that starts with an empty state. */
  public static HostStateBuilder builder(String site, String host) {
    return new HostStateBuilder(site, host);
  }

  /** A builder that starts with this state. */
  public HostStateBuilder toBuilder() {
    return new HostStateBuilder(this);
  }
}
