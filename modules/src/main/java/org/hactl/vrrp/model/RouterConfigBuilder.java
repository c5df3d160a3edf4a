package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.RouterConfig.AnnouncedAddress;
import org.jspecify.annotations.Nullable;

/** Changes single values of a {@link RouterConfig}. */
public final class RouterConfigBuilder {
  private String name;
  private VrrpVersion version;
  private int virtualRouterId;
  private final Family family;
  private final String interfaceName;
  private int priority;
  private Duration advertInterval;
  private boolean preempt;
  private Duration preemptDelay;
  private Authentication authentication;
  private List<InetAddress> addresses;
  private List<AnnouncedAddress> announced;
  private GratuitousArp gratuitousArp;
  private Transport transport;
  private ProtocolOptions options;
  private Set<String> needs;
  private @Nullable RouterConfig alsoHeard;

  RouterConfigBuilder(RouterConfig start) {
    name = start.name();
    version = start.version();
    virtualRouterId = start.virtualRouterId();
    family = start.family();
    interfaceName = start.interfaceName();
    priority = start.priority();
    advertInterval = start.advertInterval();
    preempt = start.preempt();
    preemptDelay = start.preemptDelay();
    authentication = start.authentication();
    addresses = start.addresses();
    announced = start.announced();
    gratuitousArp = start.gratuitousArp();
    transport = start.transport();
    options = start.options();
    needs = start.needs();
    alsoHeard = start.alsoHeard();
  }

  public RouterConfigBuilder name(String value) {
    name = value;
    return this;
  }

  public RouterConfigBuilder authentication(Authentication value) {
    authentication = value;
    return this;
  }

  RouterConfigBuilder priority(int changed) {
    priority = changed;
    return this;
  }

  public RouterConfigBuilder announced(List<AnnouncedAddress> changed) {
    announced = changed;
    return this;
  }

  RouterConfigBuilder gratuitousArp(GratuitousArp changed) {
    gratuitousArp = changed;
    return this;
  }

  RouterConfigBuilder transport(Transport changed) {
    transport = changed;
    return this;
  }

  RouterConfigBuilder options(ProtocolOptions changed) {
    options = changed;
    return this;
  }

  public RouterConfigBuilder needs(Set<String> changed) {
    needs = changed;
    return this;
  }

  RouterConfigBuilder preempt(boolean changed, Duration delay) {
    preempt = changed;
    preemptDelay = delay;
    return this;
  }

  RouterConfigBuilder addresses(List<? extends InetAddress> changed) {
    addresses = List.copyOf(changed);
    return this;
  }

  /** Lets a master announce its advertised addresses, on the router's own interface. */
  RouterConfigBuilder announceAddresses() {
    announced = addresses.stream().map(each -> new AnnouncedAddress(interfaceName, each)).toList();
    return this;
  }

  RouterConfigBuilder appearance(RouterConfig of) {
    version = of.version();
    virtualRouterId = of.virtualRouterId();
    advertInterval = of.advertInterval();
    authentication = of.authentication();
    addresses = of.addresses();
    transport = of.transport();
    return this;
  }

  RouterConfigBuilder alsoHeard(@Nullable RouterConfig changed) {
    alsoHeard = changed;
    return this;
  }

  public RouterConfig build() {
    return new RouterConfig(
        name,
        version,
        virtualRouterId,
        family,
        interfaceName,
        priority,
        advertInterval,
        preempt,
        preemptDelay,
        authentication,
        addresses,
        announced,
        gratuitousArp,
        transport,
        options,
        needs,
        alsoHeard);
  }
}
