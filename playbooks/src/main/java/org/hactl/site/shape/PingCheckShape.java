package org.hactl.site.shape;

import java.util.regex.Pattern;
import org.hactl.host.CheckSpec;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code ping} of a check. */
final class PingCheckShape {
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,2}%");

  static final Kind DEFAULT = (at, timing) -> new CheckSpec.Ping(at, 1, 0, timing);
  static final Shape<Kind> SHAPE = shape();

  private PingCheckShape() {}

  private static Shape<Kind> shape() {
    Fields f = new Fields("ICMP echo requests");
    var count = f.optional("count", Shape.integer(1, 100), 1, "How many requests one check sends");
    var loss =
        f.optional(
            "loss",
            Shapes.matching("a share from 0% to 99%", PERCENT),
            "0%",
            "How many of them may stay without an answer; one must have one");
    return f.into(v -> {
      int percent = Integer.parseInt(v.get(loss).replace("%", ""));
      int requests = v.get(count);
      return (at, timing) -> new CheckSpec.Ping(at, requests, percent, timing);
    });
  }
}
