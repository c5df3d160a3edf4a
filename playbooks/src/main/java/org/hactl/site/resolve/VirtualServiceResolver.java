package org.hactl.site.resolve;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;
import org.hactl.site.shape.RealServerShape;
import org.hactl.site.shape.RealServerShape.Real;
import org.hactl.site.shape.Shapes;
import org.hactl.site.shape.VirtualServiceShape.VirtualServiceDraft;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Looks up the virtual router and the real servers of a virtual service. */
public final class VirtualServiceResolver {
  private final HostLookup hosts;
  private final Decoding in;
  private final List<String> routerNames;
  private final List<SiteRouter> routers;

  /**
   * @param routerNames all virtual routers that the site declares
   * @param routers the virtual routers that have no errors
   */
  public VirtualServiceResolver(
      HostLookup hosts, Decoding in, List<String> routerNames, List<SiteRouter> routers) {
    this.hosts = hosts;
    this.in = in;
    this.routerNames = routerNames;
    this.routers = routers;
  }

  /** The virtual service; empty if its virtual router is unknown. */
  public Optional<VirtualService> resolve(String name, Mark nameAt, VirtualServiceDraft draft) {
    Decoding here = in.below(name);
    if (!Shapes.isName(name)) {
      in.problems().add(nameAt, here.path() + ": " + Shapes.NAME_RULE);
    }
    List<RealServer> realServers = realServers(draft, here.below("real_servers"));
    if (!draft.directors().isEmpty()) {
      Decoding there = here.below("directors");
      List<String> directors =
          draft.directors().stream()
              .flatMap(each -> hosts.members(each, there).stream())
              .distinct()
              .toList();
      return Optional.of(new VirtualService(name, null, directors, draft.settings(), realServers));
    }
    return router(draft, here)
        .map(router -> new VirtualService(name, router, List.of(), draft.settings(), realServers));
  }

  /** Reports unknown real servers of a virtual service that has another error. */
  public void checkParts(Named<YamlNode> service) {
    Decoding here = in.below(service.name()).below("real_servers");
    service
        .value()
        .find("real_servers")
        .filter(node -> !node.isNull())
        .flatMap(node -> RealServerShape.SHAPE.decode(node, here))
        .orElse(List.of())
        .forEach(real -> places(real, here));
  }

  private Optional<String> router(VirtualServiceDraft draft, Decoding here) {
    if (draft.virtualRouter().isEmpty()) {
      return holder(draft, here);
    }
    Located<String> name = draft.virtualRouter().get();
    if (routerNames.contains(name.value())) {
      return Optional.of(name.value());
    }
    in.problems()
        .add(
            name.at(),
            here.path() + ".vrrp: there is no virtual router \"" + name.value() + "\"" + known(),
            Nearest.to(name.value(), routerNames).orElse(null));
    return Optional.empty();
  }

  private Optional<String> holder(VirtualServiceDraft draft, Decoding here) {
    Optional<InetAddress> address =
        draft.settings().addresses().stream()
            .filter(ServiceAddress::hasVip)
            .map(ServiceAddress::address)
            .findFirst();
    if (address.isEmpty()) {
      in.problems()
          .add(
              draft.settings().origin().at("address"),
              here.path() + ".vrrp: a firewall mark does not tell the virtual router" + known());
      return Optional.empty();
    }
    Optional<String> holder =
        routers.stream().filter(r -> r.holds(address.get())).map(SiteRouter::name).findFirst();
    if (holder.isEmpty() && routers.size() == routerNames.size()) {
      in.problems()
          .add(
              draft.settings().origin().at("address"),
              here.path()
                  + ".address: no virtual router holds "
                  + InetAddresses.format(address.get())
                  + known()
                  + "; for an address that hosts have by themselves, name them: directors");
    }
    return holder;
  }

  private String known() {
    return routerNames.isEmpty()
        ? "; the site has none, so declare one under vrrp"
        : "; the site has " + String.join(", ", routerNames);
  }

  /**
   * A real server by name.
   *
   * @param said its address by the site; null for the one of the inventory
   */
  private record Place(String host, @Nullable InetAddress said) {}

  /** The hosts of the inventory, or the one server outside of it. */
  private List<Place> places(Real real, Decoding here) {
    Optional<InetAddress> address = real.address();
    if (hosts.knows(real.name())) {
      if (address.isPresent()) {
        return ofHost(real, address.get(), here);
      }
    } else if (address.isPresent()) {
      if (!Shapes.isName(real.name())) {
        in.problems().add(real.at(), here.path() + ": " + Shapes.NAME_RULE);
      }
      return List.of(new Place(real.name(), address.get()));
    } else {
      Optional<InetAddress> itself = SiteAddresses.parse(real.name());
      if (itself.isPresent()) {
        return List.of(new Place(InetAddresses.format(itself.get()), itself.get()));
      }
    }
    return hosts.members(new Located<>(real.name(), real.at()), here).stream()
        .map(host -> new Place(host, null))
        .toList();
  }

  private List<Place> ofHost(Real real, InetAddress address, Decoding here) {
    if (hosts.members(new Located<>(real.name(), real.at()), here).equals(List.of(real.name()))) {
      return List.of(new Place(real.name(), address));
    }
    in.problems()
        .add(
            real.at(),
            "%s: %s is a group, and an address is of one host".formatted(here.path(), real.name()));
    return List.of();
  }

  private List<RealServer> realServers(VirtualServiceDraft draft, Decoding here) {
    List<RealServer> servers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Real real : draft.realServers()) {
      for (Place place : places(real, here)) {
        String host = place.host();
        int port = real.port().orElse(draft.settings().addresses().getFirst().port());
        if (!seen.add(host + " " + port)) {
          in.problems()
              .add(
                  real.at(),
                  here.path()
                      + ": "
                      + host
                      + " is named twice"
                      + (real.port().isPresent() ? " with port " + port : ""));
          continue;
        }
        Optional.ofNullable(place.said())
            .or(() -> hosts.address(host, real.at(), here))
            .ifPresent(address ->
                servers.add(
                    new RealServer(
                        host,
                        address,
                        port,
                        real.port().isPresent(),
                        real.weight(),
                        real.own(),
                        !hosts.knows(host),
                        real.at())));
      }
    }
    return servers;
  }
}
