package org.hactl.site.shape;

import java.text.ParseException;
import java.time.Duration;
import org.hactl.host.DriftPolicy;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;
import org.quartz.CronExpression;

/** {@code drift}: when the agent compares the whole host, and what it does about drift. */
public final class DriftShape {
  public static final Shape<DriftPolicy> SHAPE = drift();

  private DriftShape() {}

  private static Shape<DriftPolicy> drift() {
    Fields f = new Fields("When the agent compares the whole host, and what it does about drift");
    var every =
        f.optional(
            "every",
            Shape.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
            Duration.ofMillis(DriftPolicy.DEFAULT.everyMillis()),
            "The time between two full passes; what the kernel reports is repaired at once anyway");
    var cron =
        f.optional(
            "cron",
            Shape.text("a Quartz cron expression such as 0 */5 * * * ?", DriftShape::cron),
            "Instead of every: a Quartz cron expression, seconds first");
    var mode =
        f.optional(
            "mode",
            Shape.enumOf(DriftPolicy.Mode.class),
            DriftPolicy.DEFAULT.mode(),
            "correct repairs drift; report writes it to the journal and leaves it");
    f.atMostOneOf(every, cron);
    return f.into(v ->
        v.get(cron)
            .map(expression -> new DriftPolicy(v.get(mode), 0, expression))
            .orElseGet(() -> new DriftPolicy(v.get(mode), v.get(every).toMillis(), null)));
  }

  private static String cron(String expression) {
    try {
      CronExpression.validateExpression(expression);
      return expression;
    } catch (ParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
