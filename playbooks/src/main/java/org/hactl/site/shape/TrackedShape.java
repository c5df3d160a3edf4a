package org.hactl.site.shape;

import java.util.List;
import org.hactl.host.TrackExpression;
import org.hactl.site.model.TrackSettings;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Shape;

/**
 * {@code track} of a router or a group: the trackers on which its priority and its faults depend.
 */
final class TrackedShape {
  private static final int MAX_WEIGHT = 253;

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
    Fields f = new Fields("An expression of trackers, and its weight");
    var expression =
        f.required(
            "expression", EXPRESSION, "Names of trackers joined by and, or, not and parentheses");
    var weight =
        f.optional(
            "weight",
            Shape.integer(-MAX_WEIGHT, MAX_WEIGHT),
            0,
            "0: FAULT while the expression is false. Positive: added to the priority while it is true. Negative: added while it is false. The number in a file is multiplied by the weight");
    return f.into(
        v -> new TrackSettings(v.get(expression).value(), v.get(weight), v.get(expression).at()));
  }
}
