package org.hactl.site.shape;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.site.model.RolloutPolicy;
import org.hactl.site.model.RolloutPolicy.BatchSize;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code rollout}: how an apply goes through the site. */
public final class RolloutShape {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3})(%?)");

  public static final Shape<RolloutPolicy> SHAPE = rollout();

  private RolloutShape() {}

  private static Shape<RolloutPolicy> rollout() {
    Fields f = new Fields("How an apply goes through the site");
    var batch =
        f.optional(
            "batch",
            Shape.oneOrMore(
                Shapes.parsed(
                    "a number of hosts or a part of them, such as 2 or 25%", RolloutShape::size)),
            RolloutPolicy.DEFAULT.batch(),
            "How many real servers are disturbed at once: the first batch, the second, and so on;"
                + " the last size is that of all further batches");
    var pause =
        f.optional(
            "pause",
            Shape.duration(Duration.ZERO, Duration.ofHours(1)),
            RolloutPolicy.DEFAULT.pause(),
            "The time between two waves of an apply");
    var maxFailures =
        f.optional(
            "max_failures",
            Shape.integer(1, 1000),
            RolloutPolicy.DEFAULT.maxFailures(),
            "How many hosts may fail before the rest is not started and the apply goes back");
    var drain =
        f.optional(
            "drain",
            Shape.bool(),
            RolloutPolicy.DEFAULT.drain(),
            "Whether a real server is drained on all directors before its software restarts, and"
                + " back in service before the next batch");
    var drainMax =
        f.optional(
            "drain_max",
            Shape.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "How long the connections of a drained real server may take to end; 2m without this"
                + " key");
    return f.into(v -> {
      if (v.get(drainMax).isPresent() && !v.get(drain)) {
        v.problem(drainMax, "has no effect without drain: true");
      }
      return new RolloutPolicy(
          v.get(batch),
          v.get(pause),
          v.get(maxFailures),
          v.get(drain),
          v.get(drainMax).orElse(RolloutPolicy.DEFAULT.drainMax()));
    });
  }

  private static Optional<BatchSize> size(String text) {
    Matcher parts = SIZE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int amount = Integer.parseInt(parts.group(1));
    boolean percent = !parts.group(2).isEmpty();
    return percent && amount > 100 ? Optional.empty() : Optional.of(new BatchSize(amount, percent));
  }
}
