package org.hactl.site;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.host.Secret;
import org.hactl.host.VirtualRouterSpec.GratuitousArp;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;
import org.hactl.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** One entry of {@code vrrp}. */
final class VirtualRouterShape {
  static final Shape<DirectorPart> PART =
      Shape.either(priority().map(p -> new DirectorPart(p, Optional.empty())), part());

  static final Shape<Draft> SHAPE = router();

  /**
   * A virtual router whose directors are still names.
   *
   * @param router without its name and its directors
   * @param interfaceName rendered for each director, since hosts may call it differently
   */
  record Draft(VirtualRouter router, Optional<YamlNode> interfaceName, Directors directors) {}

  /** How the directors are named; the order of names is the order of priority. */
  sealed interface Directors {
    /** Hosts, each with its part; decoded once the host is known. */
    record Each(List<Named<YamlNode>> parts) implements Directors {}

    /** Hosts and groups in the order of priority. */
    record InOrder(List<Located<String>> names) implements Directors {}
  }

  /** A director's part: its priority, and its interface where that differs. */
  record DirectorPart(int priority, Optional<String> interfaceName) {}

  private VirtualRouterShape() {}

  private static Shape<Draft> router() {
    Fields f = new Fields("A virtual router: directors that hold addresses between them");
    var directors =
        f.required(
            "directors",
            directors(),
            "The hosts that take part, each with its priority; or a list or group, highest first");
    var interfaceName =
        f.optional(
            "interface",
            Shape.deferred(Shapes.INTERFACE_NAME),
            "The interface that has the VIPs and VRRP; a director may name its own");
    var vrid =
        f.required(
            "virtual_router_id",
            Shape.integer(1, 255),
            "The VRID: the same on all directors, and nowhere else on the segment");
    var version =
        f.optional(
            "version", Shape.choice(versions()), 2, "VRRP version 2 (RFC 3768) or 3 (RFC 5798)");
    var interval =
        f.optional(
            "advert_interval",
            Shape.duration(Duration.ofMillis(10), Duration.ofSeconds(255)),
            Duration.ofSeconds(1),
            "How often the master advertises; a backup takes over after a little more than three");
    var preempt =
        f.optional(
            "preempt",
            Shape.bool(),
            true,
            "Whether a director of higher priority takes the role from a running master");
    var preemptDelay =
        f.optional(
            "preempt_delay",
            Shape.duration(Duration.ZERO, Duration.ofSeconds(1000)),
            Duration.ZERO,
            "How long it waits before it does so");
    var authentication =
        f.optional(
            "authentication",
            authentication(),
            "Version 2 only; protects from mistakes, not attacks");
    var addresses =
        f.required(
            "addresses",
            Shape.oneOrMore(Shapes.CIDR.located()),
            "The VIPs, as address or address/prefix; without a prefix /32");
    var arp =
        f.optional(
            "gratuitous_arp",
            gratuitousArp(),
            "How a new master tells the segment where the VIPs are now");
    return f.into(v -> {
      if (v.get(addresses).isEmpty()) {
        v.problem(addresses, "a virtual router holds at least one address");
      }
      Origin origin = Origin.of(v, vrid, interval, preemptDelay, authentication);
      VirtualRouter router =
          new VirtualRouter(
              "",
              v.get(version),
              v.get(vrid),
              v.get(interval),
              v.get(preempt),
              v.get(preemptDelay),
              v.get(authentication).map(Authentication::password).orElse(null),
              v.get(addresses).stream().map(a -> new HeldAddress(a.value(), a.at())).toList(),
              v.get(arp).orElse(GratuitousArp.DEFAULT),
              List.of(),
              v.get(authentication)
                  .map(a -> origin.with("authentication.password", a.passwordAt()))
                  .orElse(origin));
      return new Draft(router, v.get(interfaceName), v.get(directors));
    });
  }

  private static Map<String, Integer> versions() {
    Map<String, Integer> versions = new LinkedHashMap<>();
    versions.put("2", 2);
    versions.put("3", 3);
    return versions;
  }

  private static Shape<Directors> directors() {
    return Shape.either(
        Shape.oneOrMore(Shape.string().located()).map(Directors.InOrder::new),
        Shape.entries(Shape.deferred(PART)).map(Directors.Each::new));
  }

  private static Shape<Integer> priority() {
    return Shape.integer(1, 255);
  }

  private static Shape<DirectorPart> part() {
    Fields f = new Fields("A director's part in a virtual router");
    var priority =
        f.required("priority", priority(), "1 to 254; the highest that is up becomes master");
    var interfaceName =
        f.optional("interface", Shapes.INTERFACE_NAME, "The interface on this director");
    return f.into(v -> new DirectorPart(v.get(priority), v.get(interfaceName)));
  }

  /** What advertisements carry. */
  private record Authentication(@Nullable Secret password, Mark passwordAt) {}

  private static Shape<Authentication> authentication() {
    Map<String, Boolean> types = new LinkedHashMap<>();
    types.put("PASS", true);
    types.put("none", false);
    Fields f = new Fields("What advertisements carry as authentication");
    var type =
        f.optional("type", Shape.choice(types), true, "PASS (a plain-text password) or none");
    var password =
        f.optional("password", Shape.secret(), "1 to 8 characters, the same on all directors");
    return f.into(v -> {
      boolean pass = v.get(type);
      if (pass && v.get(password).isEmpty()) {
        throw new IllegalArgumentException("type PASS needs a password of 1 to 8 characters");
      }
      if (!pass && v.get(password).isPresent()) {
        v.problem(type, "a password has no meaning with type: none; leave one of them out");
      }
      Secret secret = v.get(password).map(p -> new Secret(p.reveal())).orElse(null);
      return new Authentication(pass ? secret : null, v.at(password).hidden());
    });
  }

  private static Shape<GratuitousArp> gratuitousArp() {
    GratuitousArp usual = GratuitousArp.DEFAULT;
    Shape<Duration> time = Shape.duration(Duration.ZERO, Duration.ofDays(1));
    Fields f = new Fields("Gratuitous ARP of a new master");
    var repeat =
        f.optional("repeat", Shape.integer(1, 100), usual.repeat(), "Packets per VIP in a burst");
    var delay =
        f.optional(
            "delay",
            time,
            Duration.ofMillis(usual.delayMillis()),
            "From the first burst to the second; 0s for no second");
    var refresh =
        f.optional(
            "refresh",
            time,
            Duration.ofMillis(usual.refreshMillis()),
            "Between bursts while it stays master; 0s for none");
    return f.into(
        v -> GratuitousArp.of(v.get(repeat), v.get(delay).toMillis(), v.get(refresh).toMillis()));
  }
}
