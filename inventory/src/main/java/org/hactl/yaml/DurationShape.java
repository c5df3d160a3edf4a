package org.hactl.yaml;

import java.time.Duration;
import java.util.Optional;

/** A duration with its unit, within bounds. */
final class DurationShape extends ScalarShape<Duration> {
  private final Duration least;
  private final Duration most;

  DurationShape(Duration least, Duration most) {
    super(
        "a duration from %s to %s such as 1s, 500ms or 1h30m"
            .formatted(Durations.format(least), Durations.format(most)),
        Definitions.orTemplate(
            Definitions.object().put("type", "string").put("pattern", Durations.PATTERN)),
        false);
    this.least = least;
    this.most = most;
  }

  @Override
  Optional<Duration> parse(YamlScalar scalar, Decoding in) {
    String text = scalar.text();
    Optional<Duration> duration =
        Durations.parse(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
    if (duration.isPresent()) {
      return duration;
    }
    boolean bare = Durations.parse(text + "s").isPresent();
    return in.wrong(scalar, expected(), bare ? text + "s" : null);
  }
}
