package org.hactl.agent;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.host.HostState;
import org.hactl.host.Secret;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.Authentication;
import org.hactl.vrrp.GratuitousArp;
import org.hactl.vrrp.RouterConfig;
import org.hactl.vrrp.VrrpVersion;

/** From the site's words to the engine's. Pure. */
final class RouterConfigs {
  private RouterConfigs() {}

  /**
   * @throws IllegalArgumentException where the engine could not run such a router; {@link
   *     #problems} says so beforehand
   */
  static List<RouterConfig> of(HostState state) {
    return state.virtualRouters().stream().map(RouterConfigs::of).toList();
  }

  /** Why the routers of this state cannot run, one sentence each. */
  static List<String> problems(HostState state) {
    List<String> problems = new ArrayList<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      try {
        of(router);
      } catch (IllegalArgumentException e) {
        problems.add("virtual router " + router.name() + ": " + e.getMessage());
      }
    }
    return problems;
  }

  private static RouterConfig of(VirtualRouterSpec router) {
    Secret password = router.password();
    VirtualRouterSpec.GratuitousArp arp = router.gratuitousArp();
    return new RouterConfig(
        router.name(),
        VrrpVersion.of(router.version()),
        router.virtualRouterId(),
        router.interfaceName(),
        router.priority(),
        Duration.ofMillis(router.advertIntervalMillis()),
        router.preempt(),
        Duration.ofMillis(router.preemptDelayMillis()),
        password == null ? Authentication.none() : Authentication.pass(password.value()),
        router.addresses().stream().map(RouterConfigs::address).toList(),
        new GratuitousArp(
            arp.repeat(),
            Duration.ofMillis(arp.delayMillis()),
            arp.delayMillis() == 0 ? 0 : arp.repeat(),
            Duration.ofMillis(arp.refreshMillis())));
  }

  private static Inet4Address address(String addressAndPrefix) {
    int slash = addressAndPrefix.indexOf('/');
    String address = slash < 0 ? addressAndPrefix : addressAndPrefix.substring(0, slash);
    // ofLiteral() never asks the name service, whatever it is given.
    if (InetAddress.ofLiteral(address) instanceof Inet4Address v4) {
      return v4;
    }
    throw new IllegalArgumentException(address + " is no IPv4 address");
  }
}
