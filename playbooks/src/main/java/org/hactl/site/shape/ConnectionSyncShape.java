package org.hactl.site.shape;

import java.time.Duration;
import java.util.Optional;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.ConnectionSync;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code ipvs.sync}: directors give each other their connections. */
final class ConnectionSyncShape {
  private static final int MIN_MESSAGE = 72;

  /** Empty for {@code false}. */
  static final Shape<Optional<ConnectionSync>> SHAPE =
      Shape.either(Shape.bool().map(ConnectionSyncShape::withDefaults), sync().map(Optional::of));

  private ConnectionSyncShape() {}

  private static Optional<ConnectionSync> withDefaults(boolean wanted) {
    return wanted
        ? Optional.of(
            new ConnectionSync(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        : Optional.empty();
  }

  private static Shape<ConnectionSync> sync() {
    Fields f = new Fields("Connection sync; sync: true takes all defaults");
    var interfaceName =
        f.optional(
            "interface",
            Shapes.INTERFACE_NAME,
            "Where the messages are sent; the interface of the director's first virtual router if"
                + " left out");
    var id =
        f.optional(
            "id",
            Shape.integer(0, 255),
            "Directors take only messages with their number; the site's smallest virtual_router_id"
                + " if left out");
    var group =
        f.optional(
            "group",
            Shapes.parsed("a multicast address such as 224.0.0.81", ConnectionSyncShape::group),
            "The multicast group; 224.0.0.81 if left out");
    var port = f.optional("port", Shapes.PORT, "The UDP port; 8848 if left out");
    var ttl = f.optional("ttl", Shape.integer(1, 255), "The TTL of the messages; 1 if left out");
    var maxLength =
        f.optional(
            "max_length",
            Shape.integer(MIN_MESSAGE, 65_507),
            "The greatest length of a message in bytes; what fits the interface if left out");
    var refresh =
        f.optional(
            "refresh",
            Shape.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "How often a connection that lives on is sent again, in whole seconds; every 50 packets"
                + " if left out");
    return f.into(v -> {
      v.get(refresh)
          .filter(time -> time.toMillis() % 1_000 != 0)
          .ifPresent(_ -> v.problem(refresh, "IPVS counts this time in whole seconds"));
      return new ConnectionSync(
          v.get(interfaceName),
          v.get(id),
          v.get(group),
          v.get(port),
          v.get(ttl),
          v.get(maxLength),
          v.get(refresh).map(time -> Math.toIntExact(time.toSeconds())));
    });
  }

  private static Optional<String> group(String text) {
    try {
      return Optional.of(InetAddresses.parse(text))
          .filter(address -> address.isMulticastAddress())
          .map(InetAddresses::format);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
