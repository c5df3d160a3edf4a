package org.hactl.site.shape;

import java.time.Duration;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** The delays of a tracker: how long a state must last before the tracker changes to it. */
final class DelayKeys {
  private final Key<Duration> up;
  private final Key<Duration> down;

  DelayKeys(Fields f, String what) {
    Shape<Duration> time = Shape.duration(Duration.ZERO, Duration.ofHours(1));
    up =
        f.optional(
            "up_delay",
            time,
            Duration.ZERO,
            "How long " + what + " before the tracker becomes true");
    down =
        f.optional(
            "down_delay",
            time,
            Duration.ZERO,
            "How long this must have ended before the tracker becomes false");
  }

  long upMillis(Values v) {
    return v.get(up).toMillis();
  }

  long downMillis(Values v) {
    return v.get(down).toMillis();
  }
}
