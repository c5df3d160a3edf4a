package org.hactl.site.shape;

import org.hactl.host.CheckSpec;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code bfd} of a check. */
final class BfdCheckShape {
  static final Kind DEFAULT = (_, timing) -> new CheckSpec.Bfd(null, timing.flapping());
  static final Shape<Kind> SHAPE = Shape.either(Shape.string().map(BfdCheckShape::of), map());

  private BfdCheckShape() {}

  private static Kind of(String session) {
    return (_, timing) -> new CheckSpec.Bfd(session, timing.flapping());
  }

  private static Shape<Kind> map() {
    Fields f = new Fields("A BFD session of the directors");
    var session =
        f.optional(
            "session",
            Shape.string(),
            "Its name under bfd; the one whose neighbour is the real server if left out");
    return f.into(v -> v.get(session).map(BfdCheckShape::of).orElse(DEFAULT));
  }
}
