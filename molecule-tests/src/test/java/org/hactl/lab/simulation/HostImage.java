package org.hactl.lab.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;

/** What a host's kernel has, or should have, as lines that can be compared. */
final class HostImage {
  private HostImage() {}

  static TreeSet<String> of(Kernel kernel) {
    TreeSet<String> lines = new TreeSet<>();
    kernel
        .addresses()
        .list()
        .forEach(each -> lines.add("address " + each.interfaceName() + " " + each.prefix()));
    for (String key : SimSite.sysctls()) {
      lines.add("sysctl " + key + "=" + kernel.sysctls().read(SysctlKey.parse(key)).orElse("none"));
    }
    kernel
        .ipvs()
        .list()
        .forEach(entry ->
            lines.add(
                "service %s %s %s"
                    .formatted(
                        entry.service().key(),
                        entry.service().scheduler(),
                        entry.destinations().stream()
                            .map(each ->
                                InetAddresses.format(each.address())
                                    + ":"
                                    + each.port()
                                    + " "
                                    + each.weight())
                            .sorted()
                            .toList())));
    kernel.routes().list().forEach(each -> lines.add("route " + each));
    kernel.rules().list().forEach(each -> lines.add("rule " + each));
    return lines;
  }

  /**
   * What it should be.
   *
   * @param isMaster of the router with this name
   */
  static TreeSet<String> wanted(
      String host, HostState state, Predicate<String> isMaster, Holds holds) {
    TreeSet<String> lines = of(SimSite.booted(host));
    Map<String, String> sysctls = new TreeMap<>();
    for (Resource each : state.resources()) {
      switch (each) {
        case SysctlResource(String key, String value) -> sysctls.put(key, value);
        case AddressResource address -> lines.add(line(address));
        default -> throw new IllegalArgumentException("a resource of a new kind: " + each);
      }
    }
    sysctls.forEach((key, value) -> {
      lines.removeIf(line -> line.startsWith("sysctl " + key + "="));
      lines.add("sysctl " + key + "=" + value);
    });
    state.virtualRouters().stream()
        .map(router -> isMaster.test(router.name()) ? router.held() : router.standby())
        .flatMap(List::stream)
        .forEach(each -> lines.add(line((AddressResource) each)));
    state.virtualServices().stream()
        .filter(each ->
            !each.onMasterOnly() || isMaster.test(Objects.requireNonNull(each.virtualRouter())))
        .forEach(each -> lines.add(line(each, holds)));
    return lines;
  }

  private static String line(AddressResource address) {
    return "address " + address.interfaceName() + " " + address.inKernel().prefix();
  }

  private static String line(VirtualServiceSpec service, Holds holds) {
    return "service %s %s %s"
        .formatted(
            service.key(),
            service.scheduler(),
            service.realServers().stream()
                .map(each ->
                    each.address()
                        + ":"
                        + each.port()
                        + " "
                        + (holds.isDrained(service, each) ? 0 : each.weight()))
                .sorted()
                .collect(Collectors.toList()));
  }
}
