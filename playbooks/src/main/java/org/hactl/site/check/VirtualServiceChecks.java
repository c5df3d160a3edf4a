package org.hactl.site.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.CheckSpec;
import org.hactl.host.PersistenceOptions;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;
import org.hactl.site.model.Director;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.VirtualService;
import org.hactl.site.shape.VirtualServiceShape;
import org.jspecify.annotations.Nullable;

/** Checks each virtual service, and that no two have the same address. */
public final class VirtualServiceChecks {
  private final Findings findings;
  private final Map<String, SiteRouter> routers;
  private final boolean synced;
  private final OwnAddressChecks.Hosts hosts;

  /**
   * @param synced whether directors tell each other their connections
   */
  public VirtualServiceChecks(
      Findings findings, List<SiteRouter> routers, boolean synced, OwnAddressChecks.Hosts hosts) {
    this.findings = findings;
    this.synced = synced;
    this.hosts = hosts;
    this.routers = routers.stream().collect(Collectors.toMap(SiteRouter::name, r -> r));
  }

  public void check(List<VirtualService> services) {
    CapacityChecks capacity = new CapacityChecks(findings, findings.errors().isEmpty());
    ServiceAddressChecks addresses = new ServiceAddressChecks(findings, routers);
    OwnAddressChecks own = new OwnAddressChecks(findings, routers.values(), hosts);
    for (VirtualService service : services) {
      addresses.check(service);
      flags(service);
      persistence(service);
      realServers(service);
      new TunnelChecks(findings).check(service);
      new ViaChecks(findings).check(service);
      new OutsideNotes(findings).add(service);
      own.check(service);
      capacity.check(service);
      sources(service);
    }
  }

  private void flags(VirtualService service) {
    List<String> known = service.settings().scheduler().flags();
    for (String flag : service.settings().flags()) {
      if (flag.equals(VirtualServiceShape.ONE_PACKET)) {
        if (!isUdp(service)) {
          error(service, "flags", "ops schedules datagrams one by one, so it is for udp only");
        }
      } else if (!known.contains(flag)) {
        error(
            service,
            "flags",
            "scheduler %s has no flag %s; it takes %s"
                .formatted(
                    service.settings().scheduler().word(),
                    flag,
                    known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /** Packets that rules of the operator mark may be any. */
  private static boolean isUdp(VirtualService service) {
    return service.addresses().stream()
        .flatMap(each -> each.ports().stream())
        .allMatch(each -> each.protocol() == TransportProtocol.UDP);
  }

  private static Family family(VirtualService service) {
    return Family.of(service.addresses().getFirst().address());
  }

  private void persistence(VirtualService service) {
    PersistenceOptions options = service.settings().persistence().options();
    int bits = family(service).addressBits();
    if (options.prefix() != null && options.prefix() > bits) {
      error(service, "persistence", "an address of the service has %d bits".formatted(bits));
    }
    if (options.engine() != null && !isUdp(service)) {
      error(service, "persistence", "the engine sip reads the Call-ID of SIP over udp only");
    }
  }

  private void realServers(VirtualService service) {
    if (service.realServers().isEmpty() && findings.errors().isEmpty()) {
      findings.warning(
          service.origin().at("real_servers"),
          "services.%s.real_servers: the list is empty, so no server answers"
              .formatted(service.name()));
    }
    SiteRouter router = router(service);
    Set<String> directors =
        router == null
            ? Set.copyOf(service.directors())
            : router.directors().stream().map(Director::host).collect(Collectors.toSet());
    Map<String, String> seen = new HashMap<>();
    for (RealServer server : service.realServers()) {
      if (directors.contains(server.host())) {
        both(service, server);
      }
      port(service, server);
      family(service, server);
      if (service.vips().contains(server.address())) {
        error(service, server, "has the address of the virtual service");
      }
      twice(service, server, seen);
    }
  }

  /** A director as real server of its own service: the VIP is on lo while it is not master. */
  private void both(VirtualService service, RealServer server) {
    if (service.virtualRouter() == null) {
      ownDirector(service, server);
      return;
    }
    String role = "is a director of %s as well".formatted(service.virtualRouter());
    switch (service.forward(server)) {
      case DR -> {}
      case NAT ->
          error(
              service,
              server,
              role
                  + ", so its replies do not pass the master, as forward: nat needs; use forward:"
                  + " dr for it");
      case TUN ->
          error(
              service,
              server,
              role
                  + ", and forward: tun would need a tunnel from every other director; use forward:"
                  + " dr for it");
    }
    if (synced) {
      error(
          service,
          server,
          role
              + ", which ipvs.sync rules out: a backup follows the connections that it was told of,"
              + " also where the master balances them otherwise by now, which resets them at best;"
              + " leave sync out, or use other real servers");
    }
  }

  /** Without a virtual router every director balances at any time. */
  private void ownDirector(VirtualService service, RealServer server) {
    if (service.directors().size() > 1) {
      error(
          service,
          server,
          "is a director as well: it would balance again what another director sends it; only a"
              + " virtual router (vrrp) tells which of them balances");
    } else if (service.forward(server) == ForwardMethod.TUN) {
      error(service, server, "is the director itself, where no tunnel leads; use forward: dr");
    }
  }

  private @Nullable SiteRouter router(VirtualService service) {
    String name = service.virtualRouter();
    return name == null ? null : routers.get(name);
  }

  /** IPVS knows a real server by its address and port. */
  private void twice(VirtualService service, RealServer server, Map<String, String> seen) {
    for (ServiceAddress address : Set.copyOf(service.addresses())) {
      int port = service.port(server, address);
      String endpoint = InetAddresses.format(server.address()) + " " + port;
      String other = seen.putIfAbsent(address + " " + endpoint, server.host());
      if (other != null) {
        error(
            service,
            server,
            "has the address %s, like %s".formatted(InetAddresses.format(server.address()), other));
        return;
      }
    }
  }

  private void port(VirtualService service, RealServer server) {
    ForwardMethod forward = service.forward(server);
    List<Integer> ports =
        service.addresses().stream().map(ServiceAddress::port).distinct().toList();
    if (forward != ForwardMethod.NAT && server.ownPort() && !ports.contains(server.port())) {
      error(
          service,
          server,
          "has port %d, but forward %s cannot change the service's port %s; let the server listen on that port, or use forward: nat"
              .formatted(
                  server.port(),
                  forward.name().toLowerCase(Locale.ROOT),
                  ports.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
  }

  /** {@code ip_vs_genl_set_cmd}: only a tunnel leads from one family to the other. */
  private void family(VirtualService service, RealServer server) {
    Family family = family(service);
    if (Family.of(server.address()) != family && service.forward(server) != ForwardMethod.TUN) {
      error(
          service,
          server,
          "has the address %s, of another family than the service's; only forward: tun leads there"
              .formatted(InetAddresses.format(server.address())));
    }
  }

  /** A check cannot connect from an address of one family to one of the other. */
  private void sources(VirtualService service) {
    for (RealServer server : service.realServers()) {
      service.checks(server).stream()
          .map(CheckSpec::at)
          .filter(at -> at.address() == null && !at.throughVip())
          .flatMap(at -> Stream.ofNullable(at.source()))
          .filter(source -> Family.of(InetAddresses.parse(source)) != Family.of(server.address()))
          .findFirst()
          .ifPresent(source ->
              error(
                  service,
                  server,
                  "has the address %s, which cannot be checked from the source %s"
                      .formatted(InetAddresses.format(server.address()), source)));
    }
  }

  private void error(VirtualService service, String key, String message) {
    findings.error(
        service.origin().at(key), "services." + service.name() + "." + key + ": " + message);
  }

  private void error(VirtualService service, RealServer server, String message) {
    findings.error(
        server.at(),
        "services.%s.real_servers: %s %s".formatted(service.name(), server.host(), message));
  }
}
