package org.hactl.site.shape;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.host.SlowStart;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code slow_start} of a service: a duration, or a map. */
final class SlowStartShape {
  private static final int DEFAULT_FROM = 10;
  private static final Pattern PERCENT = Pattern.compile("([1-9][0-9]?)%");

  private static final Shape<Duration> TIME =
      Shape.duration(Duration.ofSeconds(2), Duration.ofHours(1));

  static final Shape<SlowStart> SHAPE = slowStart();

  private SlowStartShape() {}

  private static Shape<SlowStart> slowStart() {
    Fields f = new Fields("How a real server that comes back gets to its weight");
    var over = f.required("over", TIME, "How long until it has its whole weight, 2s to 1h");
    var from =
        f.optional(
            "from",
            Shapes.parsed("a part of the weight such as 10%, 1% to 99%", SlowStartShape::percent),
            "With which part of its weight it begins; 10% if left out");
    Shape<SlowStart> map =
        f.into(v -> new SlowStart(v.get(over).toMillis(), v.get(from).orElse(DEFAULT_FROM)));
    return Shape.either(TIME.map(time -> new SlowStart(time.toMillis(), DEFAULT_FROM)), map);
  }

  private static Optional<Integer> percent(String text) {
    Matcher parts = PERCENT.matcher(text);
    return parts.matches() ? Optional.of(Integer.valueOf(parts.group(1))) : Optional.empty();
  }
}
