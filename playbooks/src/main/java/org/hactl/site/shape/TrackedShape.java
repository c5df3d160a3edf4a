package org.hactl.site.shape;

import java.util.List;
import org.hactl.host.TrackExpression;
import org.hactl.site.model.TrackSettings;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Shape;

/** {@code track} of a router or a group: what its priority and its faults depend on. */
final class TrackedShape {
  private static final int MOST = 253;

  private static final Shape<Located<TrackExpression>> EXPRESSION =
      Shape.text(
              "trackers joined by and, or, not, such as uplink and not upkeep",
              TrackExpression::parse)
          .located();

  static final Shape<List<TrackSettings>> SHAPE =
      Shape.oneOrMore(
          Shape.<TrackSettings>either(
                  EXPRESSION.map(e -> new TrackSettings(e.value(), 0, e.at())), map())
              .named("tracked"));

  private TrackedShape() {}

  private static Shape<TrackSettings> map() {
    Fields f = new Fields("Something that is tracked, and what is made of it");
    var expression =
        f.required(
            "expression", EXPRESSION, "Names of trackers joined by and, or, not and parentheses");
    var weight =
        f.optional(
            "weight",
            Shape.integer(-MOST, MOST),
            0,
            "0: FAULT while it is false. Above: added to the priority while it is true. Below:"
                + " added while it is false. A file's number is multiplied by it");
    return f.into(
        v -> new TrackSettings(v.get(expression).value(), v.get(weight), v.get(expression).at()));
  }
}
