package org.hactl.site.shape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.site.model.Origin;
import org.hactl.site.model.Scheduler;
import org.hactl.site.model.ServiceSettings;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Shape;

/** One entry of {@code services}. */
public final class VirtualServiceShape {
  /** The flag of a UDP service whose datagrams are scheduled one by one. */
  public static final String ONE_PACKET = "ops";

  public static final Shape<List<Real>> REAL_SERVERS = realServers();

  public static final Shape<VirtualServiceDraft> SHAPE = service();

  /**
   * A virtual service whose virtual router and real servers are not looked up yet.
   *
   * @param virtualRouter its name; empty if hactl finds the router by the address
   */
  public record VirtualServiceDraft(
      ServiceSettings settings, Optional<Located<String>> virtualRouter, List<Real> realServers) {}

  /** A host or group under {@code real_servers}, with weight and port. */
  public record Real(String name, int weight, Optional<Integer> port, Mark at) {
    static final int DEFAULT_WEIGHT = 1;

    static Real named(Located<String> name) {
      return new Real(name.value(), DEFAULT_WEIGHT, Optional.empty(), name.at());
    }
  }

  /** The values of one entry in a map of real servers. */
  private record RealEntry(int weight, Optional<Integer> port) {}

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
    var address = f.required("address", Shapes.SERVICE_ADDRESS, "The VIP with port and protocol");
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
    var persistence =
        f.optional(
            "persistence",
            Shape.duration(Duration.ZERO, Duration.ofDays(31)),
            Duration.ZERO,
            "How long a client stays with its real server, in whole seconds; 0s for no"
                + " persistence");
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
            REAL_SERVERS,
            "A group, a list of hosts and groups, or a map of them to weight and port");
    CapacityKeys capacity = new CapacityKeys(f);
    return f.into(v -> {
      if (v.get(persistence).toNanos() % 1_000_000_000L != 0) {
        v.problem(persistence, "IPVS counts persistence in whole seconds");
      }
      ServiceSettings settings =
          new ServiceSettings(
              v.get(address),
              v.get(scheduler),
              v.get(flags).stream().sorted().toList(),
              v.get(forward),
              v.get(persistence),
              v.get(check).orElse(null),
              v.get(onDown),
              capacity.of(v),
              Origin.of(
                  v,
                  address,
                  flags,
                  forward,
                  realServers,
                  capacity.quorum,
                  capacity.sorry,
                  capacity.allDown,
                  capacity.slowStart));
      return new VirtualServiceDraft(settings, v.get(virtualRouter), v.get(realServers));
    });
  }

  private static Map<String, String> flags() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(ONE_PACKET, ONE_PACKET);
    Scheduler.allFlags().forEach(flag -> words.put(flag, flag));
    return words;
  }

  private static Shape<List<Real>> realServers() {
    Shape<List<Real>> names =
        Shape.oneOrMore(Shape.string().located())
            .map(all -> all.stream().map(Real::named).toList());
    Shape<List<Real>> map =
        Shape.entries(part())
            .map(all ->
                all.stream()
                    .map(e -> new Real(e.name(), e.value().weight(), e.value().port(), e.nameAt()))
                    .toList());
    return Shape.either(names, map);
  }

  private static Shape<RealEntry> part() {
    Fields f = new Fields("A real server, or the real servers of a group");
    var weight =
        f.optional(
            "weight",
            Shape.integer(0, 65_535),
            Real.DEFAULT_WEIGHT,
            "Its share of new connections, relative to the others; 0 for none");
    var port =
        f.optional(
            "port",
            Shapes.PORT,
            "Its port; the service's if left out. dr and tun need the same port as the service");
    return f.into(v -> new RealEntry(v.get(weight), v.get(port)));
  }
}
