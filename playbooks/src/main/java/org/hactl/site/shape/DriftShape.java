package org.hactl.site.shape;

import java.text.ParseException;
import java.time.Duration;
import org.hactl.host.DriftPolicy;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;
import org.quartz.CronExpression;

/** {@code drift}: when a host is looked at as a whole, and what is done about what differs. */
public final class DriftShape {
  public static final Shape<DriftPolicy> SHAPE = drift();

  private DriftShape() {}

  private static Shape<DriftPolicy> drift() {
    Fields f = new Fields("When a host is compared as a whole, and what is done about drift");
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
            "The times of the full passes instead, as a Quartz cron expression (seconds first)");
    var mode =
        f.optional(
            "mode",
            Shape.enumOf(DriftPolicy.Mode.class),
            DriftPolicy.DEFAULT.mode(),
            "correct repairs drift; report journals it and leaves it as it is");
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
