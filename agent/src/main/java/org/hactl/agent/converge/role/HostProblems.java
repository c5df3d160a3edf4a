package org.hactl.agent.converge.role;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.Family;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressId;
import org.hactl.module.filter.FilterResource;
import org.hactl.module.filter.MarkResource;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.RouterConfig;

/**
 * Finds the reasons why a director could not serve as a host state says, before anything is
 * changed.
 */
public final class HostProblems {
  private final Kernel kernel;
  private final HostState state;
  private final SendingAddresses sources;

  private HostProblems(Kernel kernel, HostState state, SendingAddresses sources) {
    this.kernel = kernel;
    this.state = state;
    this.sources = sources;
  }

  /**
   * The problems, one sentence each. An interface that does not exist yet is not checked.
   *
   * @param programs whether a program of this name can be run
   * @param before the state in force
   * @param owned as in {@link SendingAddresses}
   */
  public static List<String> of(
      Kernel kernel,
      Predicate<String> programs,
      HostState before,
      HostState state,
      Predicate<ResourceId> owned) {
    Set<String> all = new LinkedHashSet<>();
    if (needsNft(state) && !programs.test("nft") && !brings(state, "nftables")) {
      all.add(
          "firewall marks and the filter of VIPs need the program nft, which is not on this host:"
              + " write packages: [nftables] for it in the site, or install that package");
    }
    try {
      HostProblems problems =
          new HostProblems(
              kernel, state, new SendingAddresses(before, state, kernel.addresses().list(), owned));
      state.virtualRouters().stream()
          .map(VirtualRouterSpec::config)
          .forEach(router ->
              problems
                  .unreachable(router)
                  .or(() -> problems.withoutSource(router))
                  .ifPresent(
                      problem -> all.add("virtual router " + router.name() + ": " + problem)));
      problems.addresses().forEach(address -> problems.withoutIpv6(address, all));
    } catch (LinuxException | CodecException e) {
      all.add(String.valueOf(e.getMessage()));
    }
    return new ArrayList<>(all);
  }

  private static boolean needsNft(HostState state) {
    return resources(state)
        .anyMatch(each -> each instanceof FilterResource || each instanceof MarkResource);
  }

  /** What the host has in some role. */
  private static Stream<Resource> resources(HostState state) {
    return Stream.concat(
        state.resources().stream(),
        state.virtualRouters().stream().flatMap(VirtualRouterSpec::needed));
  }

  private static boolean brings(HostState state, String packageName) {
    return state.resources().contains(new PackageResource(packageName));
  }

  private Optional<String> unreachable(RouterConfig router) {
    Link link = kernel.links().find(router.sendInterface()).orElse(null);
    if (link == null) {
      return Optional.empty();
    }
    if (link.loopback()) {
      return Optional.of(
          "VRRP cannot reach another director on %s, which is a loopback".formatted(link.name()));
    }
    return router.transport().isUnicast() || (link.flags() & Link.IFF_MULTICAST) != 0
        ? Optional.empty()
        : Optional.of(
            "%s cannot send multicast, so no other director would hear it; use unicast"
                .formatted(link.name()));
  }

  /** An interface that is down may get its address when it comes up. */
  private Optional<String> withoutSource(RouterConfig router) {
    String name = router.interfaceName();
    boolean comes =
        router.family() == Family.INET6
            && AddressSupport.isIpv6Off(kernel, name)
            && (isPutOn(name) || isPutOn("all"));
    return comes || kernel.links().find(name).filter(Link::running).isEmpty()
        ? Optional.empty()
        : sources.problem(router);
  }

  private Stream<AddressId> addresses() {
    return resources(state)
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
