package org.hactl.site.shape;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;
import org.hactl.yaml.YamlNode;

/** {@code directors} of a virtual router. */
public final class DirectorsShape {
  public static final Shape<DirectorPart> PART =
      Shape.either(
          priority().map(p -> new DirectorPart(p, Optional.empty(), Optional.empty())), part());

  public static final Shape<Directors> SHAPE =
      Shape.either(
          Shape.oneOrMore(Shape.string().located()).map(Directors.InOrder::new),
          Shape.entries(Shape.deferred(PART)).map(Directors.Each::new));

  /** How the directors are named; the order of names is the order of priority. */
  public sealed interface Directors {
    /** Hosts, each with its part; decoded once the host is known. */
    record Each(List<Named<YamlNode>> parts) implements Directors {}

    /** Hosts and groups in the order of priority. */
    record InOrder(List<Located<String>> names) implements Directors {}
  }

  /** A director's part: its priority, and what differs on it. */
  public record DirectorPart(
      int priority, Optional<String> interfaceName, Optional<InetAddress> source) {}

  private DirectorsShape() {}

  private static Shape<Integer> priority() {
    return Shape.integer(1, 255);
  }

  private static Shape<DirectorPart> part() {
    Fields f = new Fields("A director's part in a virtual router");
    var priority =
        f.required("priority", priority(), "1 to 254; the highest that is up becomes master");
    var interfaceName =
        f.optional("interface", Shapes.INTERFACE_NAME, "The interface on this director");
    var source =
        f.optional(
            "source",
            Shapes.ADDRESS,
            "The address that this director advertises from; with unicast also where the others"
                + " reach it");
    return f.into(v -> new DirectorPart(v.get(priority), v.get(interfaceName), v.get(source)));
  }
}
