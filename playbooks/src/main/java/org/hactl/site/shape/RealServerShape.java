package org.hactl.site.shape;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.host.RealServerOptions;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;

/** {@code real_servers} of a virtual service. */
public final class RealServerShape {
  private static final int DEFAULT_WEIGHT = 1;

  public static final Shape<List<Real>> SHAPE = realServers();

  /**
   * A host or group, with what the site says about its real servers.
   *
   * @param address of a server that the inventory does not have
   */
  public record Real(
      String name,
      int weight,
      Optional<InetAddress> address,
      Optional<Integer> port,
      RealServerOptions own,
      Mark at) {
    static Real named(Located<String> name) {
      return new Real(
          name.value(),
          DEFAULT_WEIGHT,
          Optional.empty(),
          Optional.empty(),
          RealServerOptions.NONE,
          name.at());
    }
  }

  /** The values of one entry in a map of real servers. */
  private record Entry(
      int weight, Optional<InetAddress> address, Optional<Integer> port, RealServerOptions own) {}

  private RealServerShape() {}

  private static Shape<List<Real>> realServers() {
    Shape<List<Real>> names =
        Shape.oneOrMore(Shape.string().located())
            .map(all -> all.stream().map(Real::named).toList());
    Shape<List<Real>> map =
        Shape.entries(Shape.oneOrMore(entry()))
            .map(all -> all.stream().flatMap(each -> reals(each).stream()).toList());
    return Shape.either(names, map);
  }

  private static List<Real> reals(Named<List<Entry>> entries) {
    return entries.value().stream()
        .map(each ->
            new Real(
                entries.name(),
                each.weight(),
                each.address(),
                each.port(),
                each.own(),
                entries.nameAt()))
        .toList();
  }

  private static Shape<Entry> entry() {
    Fields f =
        new Fields(
            "A real server, or the real servers of a group; a list of them for several ports of one"
                + " host");
    var weight =
        f.optional(
            "weight",
            Shape.integer(0, 65_535),
            DEFAULT_WEIGHT,
            "Its share of new connections, relative to the others; 0 for none");
    var address =
        f.optional(
            "address",
            Shapes.ADDRESS,
            "The address of a real server that is not in the inventory; hactl does nothing on it");
    var port =
        f.optional(
            "port",
            Shapes.PORT,
            "Its port; the service's if left out. dr and tun need the same port as the service");
    var forward =
        f.optional(
            "forward",
            Shape.enumOf(ForwardMethod.class),
            "How packets reach it: dr, nat or tun; as the service says if left out");
    var tunnel =
        f.optional(
            "tunnel", TunnelShape.SHAPE, "Its tunnel for tun; as the service says if left out");
    var check = f.optional("check", CheckShape.SHAPE, "Its health check, instead of the service's");
    var onDown =
        f.optional(
            "on_down",
            Shape.enumOf(OnDown.class),
            "What happens when its check fails: remove or quiesce; as the service says if left"
                + " out");
    Shape<Integer> connections = Shape.integer(1, Integer.MAX_VALUE);
    var max =
        f.optional(
            "max_connections",
            connections,
            "With so many connections it gets no new one (IPVS's upper threshold); no limit if left"
                + " out");
    var min =
        f.optional(
            "min_connections",
            connections,
            "When it was full, it gets new connections again below this number (IPVS's lower"
                + " threshold); three quarters of max_connections if left out");
    return f.into(v -> {
      if (v.has(min) && v.get(min).get() > v.get(max).orElse(0)) {
        v.problem(
            min,
            v.has(max)
                ? "more than max_connections, which the kernel refuses"
                : "does nothing without max_connections");
      }
      return new Entry(
          v.get(weight),
          v.get(address),
          v.get(port),
          RealServerOptions.NONE
              .withForward(v.get(forward).orElse(null))
              .withTunnel(v.get(tunnel).orElse(null))
              .withCheck(v.get(check).orElse(null))
              .withOnDown(v.get(onDown).orElse(null))
              .withConnections(v.get(max).orElse(null), v.get(min).orElse(null)));
    });
  }
}
