package org.hactl.control.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.api.AddressView;
import org.hactl.api.HostStatus;
import org.hactl.control.view.Finding.Kind;
import org.hactl.host.HostState;
import org.hactl.module.address.AddressResource;

/** Whether the master of a router has its VIPs, and no other host has them. Pure. */
record VipFindings(RouterOnHosts router, List<HostAnswer> answers, Asked asked) {
  /** On these a real server has a VIP for itself, as on lo: it answers no ARP for it there. */
  private static final String NOT_SERVING = "(lo|dummy|tunl|ip6tnl|ip_vti|gre|sit).*";

  List<Finding> find() {
    return Stream.concat(
            router.directors().stream().flatMap(each -> ofDirector(each).stream()),
            elsewhere().stream())
        .map(router::settled)
        .toList();
  }

  private Optional<Finding> ofDirector(Director director) {
    if (director.isMaster()) {
      List<String> missing =
          director.vips().stream().filter(vip -> !director.mayHave(vip)).toList();
      return missing.isEmpty() ? Optional.empty() : Optional.of(missing(director, missing));
    }
    List<String> kept =
        director.ownsAddresses()
            ? List.of()
            : director.vips().stream().filter(director::has).toList();
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept(director, kept));
  }

  private Finding missing(Director master, List<String> vips) {
    return Finding.error(
        Kind.VIP_MISSING,
        "%s is master of %s but does not have %s"
            .formatted(master.host(), router.name(), FindingText.list(vips)),
        "the kernel refuses the address, or another program removes it",
        "hactl status and hactl drift name the error or the program's change; on %s: ip address"
            .formatted(master.host()));
  }

  private Finding kept(Director director, List<String> vips) {
    String masters = FindingText.list(router.masters().stream().map(Director::host).toList());
    return Finding.error(
        Kind.VIP_ELSEWHERE,
        "%s has %s of %s but is %s%s"
            .formatted(
                director.host(),
                FindingText.list(vips),
                router.name(),
                director.router().state(),
                masters.isEmpty() ? "" : "; the master is " + masters),
        "another program (keepalived, the network's configuration) added it, or the agent cannot"
            + " remove it",
        "on %s: stop that program, then ip address; hactl drift shows the agent's repairs"
            .formatted(director.host()));
  }

  /** Hosts that are no director of this router but have a VIP that a director serves now. */
  private List<Finding> elsewhere() {
    List<Finding> found = new ArrayList<>();
    List<String> directors = router.hosts();
    for (Director master : router.masters()) {
      List<String> vips = master.vips().stream().filter(master::has).toList();
      Map<String, AddressView> strays = new LinkedHashMap<>();
      answers.stream()
          .filter(answer -> answer.status() != null && !directors.contains(answer.host()))
          .forEach(
              answer -> stray(answer, vips).ifPresent(each -> strays.put(answer.host(), each)));
      strays.forEach((host, address) -> found.add(stray(master, host, address)));
    }
    return found;
  }

  private Optional<AddressView> stray(HostAnswer answer, List<String> vips) {
    HostStatus status = Objects.requireNonNull(answer.status());
    List<AddressView> addresses =
        Objects.requireNonNullElse(status.addresses(), List.<AddressView>of());
    return addresses.stream()
        .filter(each -> vips.contains(each.address()))
        .filter(each -> !each.interfaceName().matches(NOT_SERVING))
        .filter(each -> !isInSite(answer.host(), each))
        .findFirst();
  }

  /** Whether the site gives the host this address, in whatever role. */
  private boolean isInSite(String host, AddressView address) {
    HostState state = asked.site().get(host);
    return state != null
        && Stream.concat(
                state.resources().stream(),
                state.virtualRouters().stream().flatMap(each -> each.held().stream()))
            .anyMatch(each -> each instanceof AddressResource wanted && isSame(wanted, address));
  }

  private static boolean isSame(AddressResource wanted, AddressView address) {
    return wanted.interfaceName().equals(address.interfaceName())
        && wanted.address().startsWith(address.address() + "/");
  }

  private Finding stray(Director master, String host, AddressView address) {
    return Finding.error(
        Kind.VIP_ELSEWHERE,
        "%s of %s is on two hosts: %s, which is master, and %s (%s)"
            .formatted(
                address.address(), router.name(), master.host(), host, address.interfaceName()),
        "another program (keepalived, the network's configuration) on %s added it".formatted(host),
        "on %s: stop that program, then ip address del %s dev %s"
            .formatted(host, address.address(), address.interfaceName()));
  }
}
