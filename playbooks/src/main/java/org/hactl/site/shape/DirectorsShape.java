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
  public static final Shape<DirectorEntry> ENTRY =
      Shape.either(
          priority().map(p -> new DirectorEntry(p, Optional.empty(), Optional.empty())), entry());

  public static final Shape<Directors> SHAPE =
      Shape.either(
          Shape.oneOrMore(Shape.string().located()).map(Directors.InOrder::new),
          Shape.entries(Shape.deferred(ENTRY)).map(Directors.Each::new));

  /**
   * The directors as the site writes them: a map with priorities, or names in the order of
   * priority.
   */
  public sealed interface Directors {
    /** A map from host to its values, decoded with the variables of that host. */
    record Each(List<Named<YamlNode>> entries) implements Directors {}

    /** Hosts and groups, the highest priority first. */
    record InOrder(List<Located<String>> names) implements Directors {}
  }

  /** The values of one director: its priority, and its own interface and source address. */
  public record DirectorEntry(
      int priority, Optional<String> interfaceName, Optional<InetAddress> source) {}

  private DirectorsShape() {}

  private static Shape<Integer> priority() {
    return Shape.integer(1, 255);
  }

  private static Shape<DirectorEntry> entry() {
    Fields f = new Fields("One director of a virtual router");
    var priority =
        f.required("priority", priority(), "1 to 254; the highest that is up becomes master");
    var interfaceName =
        f.optional(
            "interface",
            Shapes.INTERFACE_NAME,
            "The interface on this director, if it has another name there");
    var source =
        f.optional(
            "source",
            Shapes.ADDRESS,
            "The address that this director advertises from; with unicast the other directors also send to it");
    return f.into(v -> new DirectorEntry(v.get(priority), v.get(interfaceName), v.get(source)));
  }
}
