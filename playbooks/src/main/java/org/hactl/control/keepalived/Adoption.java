package org.hactl.control.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.control.keepalived.KeepalivedConfig.Router;
import org.hactl.control.keepalived.KeepalivedConfig.Service;
import org.hactl.host.CapacitySpec;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;

/**
 * How a host's state by the site differs from what its keepalived does now.
 *
 * @param lost what keepalived does and the site does not: it would end; one sentence each
 * @param changed what both do in another way, or the site alone; one sentence each
 */
public record Adoption(List<String> lost, List<String> changed) {
  public Adoption {
    lost = List.copyOf(lost);
    changed = List.copyOf(changed);
  }

  /** Compares; routers are the same if they have the same interface and VRID. */
  public static Adoption of(KeepalivedConfig keepalived, HostState state) {
    List<String> lost = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<Router> known = new ArrayList<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      Optional<Router> same = same(keepalived, router);
      if (same.isPresent()) {
        known.add(same.get());
        compare(same.get(), router, lost, changed);
      } else {
        changed.add(
            "%s (VRID %d on %s) is new: keepalived has no such router"
                .formatted(
                    router.name(), router.config().virtualRouterId(), router.interfaceName()));
      }
    }
    keepalived
        .routersBut(known)
        .forEach(router ->
            lost.add(
                "keepalived's %s (VRID %d on %s, %s) is not in the site"
                    .formatted(
                        router.name(),
                        router.virtualRouterId(),
                        router.interfaceName(),
                        String.join(", ", router.addresses()))));
    services(keepalived, state, lost, changed);
    return new Adoption(lost, changed);
  }

  /** The routers of a host's state that its keepalived runs now. */
  public static List<String> shared(KeepalivedConfig keepalived, HostState state) {
    return state.virtualRouters().stream()
        .filter(router -> same(keepalived, router).isPresent())
        .map(VirtualRouterSpec::name)
        .toList();
  }

  private static Optional<Router> same(KeepalivedConfig keepalived, VirtualRouterSpec router) {
    return keepalived.routers().stream()
        .filter(each ->
            each.virtualRouterId() == router.config().virtualRouterId()
                && each.interfaceName().equals(router.interfaceName()))
        .findFirst();
  }

  private static void compare(
      Router theirs, VirtualRouterSpec ours, List<String> lost, List<String> changed) {
    RouterConfig config = ours.config();
    String name = ours.name();
    int version = theirs.version() == 0 ? 2 : theirs.version();
    differs(name, "version", version, config.version().number(), changed);
    differs(name, "priority", theirs.priority(), config.priority(), changed);
    differs(
        name,
        "advertisement interval in ms",
        theirs.advertMillis(),
        config.advertInterval().toMillis(),
        changed);
    differs(
        name,
        "authentication",
        theirs.authentication().isEmpty() ? "none" : theirs.authentication(),
        authentication(config.authentication()),
        changed);
    TreeSet<String> gone = new TreeSet<>(theirs.addresses());
    TreeSet<String> fresh = new TreeSet<>();
    ours.held()
        .forEach(held -> {
          String address = held.id().key();
          gone.removeIf(each -> address.endsWith(" " + each) || address.contains(" " + each + "/"));
        });
    ours.addressTexts().stream()
        .filter(each -> !theirs.addresses().contains(each))
        .forEach(fresh::add);
    gone.forEach(each -> lost.add("%s of %s is not in the site".formatted(each, name)));
    fresh.forEach(each -> changed.add("%s of %s is new".formatted(each, name)));
  }

  private static String authentication(Authentication ours) {
    return switch (ours.type()) {
      case 1 -> "PASS";
      case 2 -> "AH";
      default -> "none";
    };
  }

  private static void services(
      KeepalivedConfig keepalived, HostState state, List<String> lost, List<String> changed) {
    Map<String, VirtualServiceSpec> ours = new TreeMap<>();
    state.virtualServices().forEach(each -> ours.put(each.text(), each));
    for (Service theirs : keepalived.services()) {
      VirtualServiceSpec same = ours.remove(theirs.address());
      if (same == null) {
        lost.add("keepalived's virtual server %s is not in the site".formatted(theirs.address()));
      } else {
        compare(theirs, same, lost, changed);
      }
    }
    ours.values().forEach(each -> changed.add("service %s is new".formatted(each.name())));
  }

  private static void compare(
      Service theirs, VirtualServiceSpec ours, List<String> lost, List<String> changed) {
    String name = "service " + ours.name();
    differs(name, "scheduler", theirs.scheduler(), ours.scheduler(), changed);
    differs(
        name,
        "forward method",
        theirs.forward(),
        ours.forward().name().toLowerCase(Locale.ROOT),
        changed);
    if (ours.onMasterOnly()) {
      changed.add(
          "%s: IPVS has it only while this host is master, because it is itself a real server"
              .formatted(name));
    }
    Map<String, Integer> weights = new TreeMap<>();
    ours.realServers()
        .forEach(each -> {
          String address =
              each.address().contains(":") ? "[" + each.address() + "]" : each.address();
          weights.put(address + ":" + each.port(), each.weight());
        });
    theirs
        .realServers()
        .forEach((server, weight) -> {
          Integer mine = weights.remove(server);
          if (mine == null) {
            lost.add("%s: the real server %s is not in the site".formatted(name, server));
          } else {
            differs(name, "weight of " + server, weight, mine, changed);
          }
        });
    weights.keySet().forEach(each -> changed.add("%s: %s is new".formatted(name, each)));
    CapacitySpec capacity = ours.capacityOrNone();
    differs(name, "quorum", theirs.quorum(), capacity.quorumOrDefault().text(), changed);
    String sorry = capacity.sorry() == null ? "" : capacity.sorry().text();
    if (sorry.isEmpty() && !theirs.sorryServer().isEmpty()) {
      lost.add("%s: the sorry server %s is not in the site".formatted(name, theirs.sorryServer()));
    } else if (!sorry.equals(theirs.sorryServer())) {
      changed.add("%s: the sorry server %s is new".formatted(name, sorry));
    }
  }

  private static void differs(
      String of, String what, Object theirs, Object ours, List<String> changed) {
    if (!theirs.equals(ours)) {
      changed.add("%s: %s %s -> %s".formatted(of, what, theirs, ours));
    }
  }
}
