package org.hactl.agent.converge.role;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.Family;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressId;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.RouterConfig;

/**
 * Finds the reasons why a director could not serve as a host state says, before anything is
 * changed.
 */
public final class HostProblems {
  private final Kernel kernel;
  private final HostState state;

  private HostProblems(Kernel kernel, HostState state) {
    this.kernel = kernel;
    this.state = state;
  }

  /** The problems, one sentence each. An interface that does not exist yet is not checked. */
  public static List<String> of(Kernel kernel, HostState state) {
    HostProblems problems = new HostProblems(kernel, state);
    Set<String> all = new LinkedHashSet<>();
    try {
      state.virtualRouters().forEach(router -> problems.unreachable(router.config(), all));
      problems.addresses().forEach(address -> problems.withoutIpv6(address, all));
    } catch (LinuxException e) {
      all.add(String.valueOf(e.getMessage()));
    }
    return new ArrayList<>(all);
  }

  private void unreachable(RouterConfig router, Set<String> problems) {
    Optional<Link> link = kernel.links().find(router.sendInterface());
    if (link.isEmpty()) {
      return;
    }
    if (link.get().loopback()) {
      problems.add(
          "virtual router %s: VRRP cannot reach another director on %s, which is a loopback"
              .formatted(router.name(), link.get().name()));
    } else if (!router.transport().isUnicast() && (link.get().flags() & Link.IFF_MULTICAST) == 0) {
      problems.add(
          "virtual router %s: %s cannot send multicast, so no other director would hear it; use unicast"
              .formatted(router.name(), link.get().name()));
    }
  }

  private Stream<AddressId> addresses() {
    return Stream.concat(
            state.resources().stream(),
            state.virtualRouters().stream().flatMap(VirtualRouterSpec::needed))
        .map(Resource::id)
        .map(AddressId::of)
        .flatMap(Optional::stream)
        .filter(address -> address.prefix().family() == Family.INET6);
  }

  private void withoutIpv6(AddressId address, Set<String> problems) {
    String name = address.interfaceName();
    if (AddressSupport.isIpv6Off(kernel, name) && !isPutOn(name) && !isPutOn("all")) {
      problems.add(
          "%s: IPv6 is off on %s (disable_ipv6 is 1), so the kernel refuses the address; write sysctls: {%s: 0} in the site, or leave the address out"
              .formatted(address.resourceId(), name, key(name)));
    }
  }

  /** Whether the site itself switches IPv6 on for this interface. */
  private boolean isPutOn(String interfaceName) {
    ResourceId id = new SysctlResource(key(interfaceName).toString(), "0").id();
    return state.resources().stream()
        .anyMatch(each ->
            each.id().equals(id)
                && each instanceof SysctlResource sysctl
                && sysctl.value().equals("0"));
  }

  private static SysctlKey key(String interfaceName) {
    return SysctlKey.ofInterface(Family.INET6, interfaceName, "disable_ipv6");
  }
}
