package org.hactl.site.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.module.ipvs.Tunnel;
import org.hactl.site.model.Origin;
import org.hactl.site.model.Persistence;
import org.hactl.site.model.Scheduler;
import org.hactl.site.model.ServiceSettings;
import org.hactl.site.shape.RealServerShape.Real;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Shape;

/** One entry of {@code services}. */
public final class VirtualServiceShape {
  /** The flag of a UDP service whose datagrams are scheduled one by one. */
  public static final String ONE_PACKET = "ops";

  public static final Shape<VirtualServiceDraft> SHAPE = service();

  /**
   * A virtual service whose virtual router and real servers are not looked up yet.
   *
   * @param virtualRouter its name; empty if hactl finds the router by the address
   * @param directors the hosts and groups that have the address without a virtual router
   */
  public record VirtualServiceDraft(
      ServiceSettings settings,
      Optional<Located<String>> virtualRouter,
      List<Located<String>> directors,
      List<Real> realServers) {}

  private VirtualServiceShape() {}

  private static Shape<VirtualServiceDraft> service() {
    Fields f =
        new Fields("A virtual service: connections to its address are spread over real servers");
    var virtualRouter =
        f.optional(
            "vrrp",
            Shape.string().located(),
            "The virtual router that holds the address; if left out, hactl finds it by the"
                + " address");
    var directors =
        f.optional(
            "directors",
            Shape.oneOrMore(Shape.string().located()),
            List.of(),
            "Hosts and groups that balance an address of their own, which no virtual router holds;"
                + " hactl adds no address for it");
    var address =
        f.required(
            "address",
            ServiceAddressShape.SHAPE,
            "The VIP with port and protocol, or a list of them");
    var scheduler =
        f.optional(
            "scheduler",
            Shape.enumOf(Scheduler.class, Scheduler::word),
            Scheduler.WLC,
            "The IPVS scheduler");
    var flags =
        f.optional(
            "flags",
            Shape.oneOrMore(Shape.choice(flags())),
            List.of(),
            "Flags of the schedulers sh and mh; ops schedules every UDP datagram by itself");
    var forward =
        f.optional(
            "forward",
            Shape.enumOf(ForwardMethod.class),
            ForwardMethod.DR,
            "How packets reach a real server: dr (direct routing), nat or tun (IP in IP)");
    var tunnel =
        f.optional(
            "tunnel",
            TunnelShape.SHAPE,
            "The tunnel of real servers with forward: tun: ipip (if left out), gre, or a map for"
                + " gue");
    var persistence =
        f.optional(
            "persistence",
            PersistenceShape.SHAPE,
            "How long a client stays with its real server: 5m, or a map; none if left out");
    var check =
        f.optional(
            "check",
            CheckShape.SHAPE,
            "The health check of the real servers; if left out, all count as healthy");
    var onDown =
        f.optional(
            "on_down",
            Shape.enumOf(OnDown.class),
            OnDown.REMOVE,
            "remove takes an unhealthy real server out; quiesce sets its weight to 0");
    var realServers =
        f.required(
            "real_servers",
            RealServerShape.SHAPE,
            "A group, a list of hosts and groups, or a map of them to what is different for each");
    CapacityKeys capacity = new CapacityKeys(f);
    return f.into(v -> {
      if (v.has(directors) && v.has(virtualRouter)) {
        v.problem(
            directors,
            "the virtual router has directors of its own; leave one of vrrp and directors out");
      }
      Persistence stays = v.get(persistence).orElse(Persistence.NONE);
      if (stays.time().toNanos() % 1_000_000_000L != 0) {
        v.problem(persistence, "IPVS counts persistence in whole seconds");
      }
      ServiceSettings settings =
          new ServiceSettings(
              v.get(address),
              v.get(scheduler),
              v.get(flags).stream().sorted().toList(),
              v.get(forward),
              v.get(tunnel).orElse(Tunnel.IPIP),
              stays,
              v.get(check).orElse(null),
              v.get(onDown),
              capacity.of(v),
              Origin.of(
                  v,
                  address,
                  directors,
                  flags,
                  forward,
                  persistence,
                  check,
                  tunnel,
                  realServers,
                  capacity.quorum,
                  capacity.sorry,
                  capacity.allDown,
                  capacity.slowStart));
      return new VirtualServiceDraft(
          settings, v.get(virtualRouter), v.get(directors), v.get(realServers));
    });
  }

  private static Map<String, String> flags() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(ONE_PACKET, ONE_PACKET);
    Scheduler.allFlags().forEach(flag -> words.put(flag, flag));
    return words;
  }
}
