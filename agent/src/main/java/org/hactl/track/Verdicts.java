package org.hactl.track;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hactl.host.TrackExpression;
import org.hactl.host.Truth;
import org.hactl.vrrp.model.TrackVerdict;
import org.jspecify.annotations.Nullable;

/** Computes a router's verdict from the trackers' readings. Pure. */
final class Verdicts {
  /**
   * A number is a fault if it is this low, or if its product with the weight is
   * (keepalived.conf(5)).
   */
  static final int FAULT_NUMBER = -254;

  private final Map<String, Reading> readings;
  private final DateTimeFormatter clock;

  /**
   * @param readings the readings of all named trackers; a missing tracker is unknown
   * @param zone the time zone of the times in the text of a fault
   */
  Verdicts(Map<String, Reading> readings, ZoneId zone) {
    this.readings = readings;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /**
   * Adds up all trackers of a router.
   *
   * <p>With weight 0, a false expression is a fault. A weight above 0 is added while the expression
   * is true, and a weight below 0 is added while it is false. A file alone adds its number times
   * the weight. A tracker without a value yet counts as true, so that it does not affect a healthy
   * router.
   */
  TrackVerdict of(List<Track> tracks) {
    int offset = 0;
    List<String> faults = new ArrayList<>();
    for (Track track : tracks) {
      Integer number = number(track);
      if (number != null) {
        int product = number * track.weight();
        if (number <= FAULT_NUMBER || product <= FAULT_NUMBER) {
          faults.add(fault(track.when()));
        } else {
          offset += product;
        }
        continue;
      }
      boolean fine = track.when().evaluate(this::truth) != Truth.FALSE;
      if (track.weight() == 0 && !fine) {
        faults.add(fault(track.when()));
      } else if (track.weight() > 0 == fine) {
        offset += track.weight();
      }
    }
    String fault = faults.stream().distinct().collect(Collectors.joining("; "));
    return new TrackVerdict(offset, fault.isEmpty() ? null : fault);
  }

  /** The number of a file that is tracked alone with a weight; null for everything else. */
  private @Nullable Integer number(Track track) {
    if (track.weight() != 0 && track.when() instanceof TrackExpression.Name(String name)) {
      Reading reading = readings.get(name);
      return reading == null ? null : reading.number();
    }
    return null;
  }

  private Truth truth(String name) {
    Reading reading = readings.get(name);
    return reading == null ? Truth.UNKNOWN : reading.truth();
  }

  /** {@code uplink and gw is false: uplink: eth1 is down since 12:03:04}. */
  private String fault(TrackExpression when) {
    Function<String, Truth> values = this::truth;
    String reasons =
        when.decidedBy(values).stream().map(this::reason).collect(Collectors.joining(", "));
    return when instanceof TrackExpression.Name ? reasons : when + " is false: " + reasons;
  }

  private String reason(String name) {
    Reading reading = readings.get(name);
    if (reading == null) {
      return name + " is not decided";
    }
    String since = clock.format(Instant.ofEpochMilli(reading.sinceMillis()));
    return name + ": " + reading.cause() + " since " + since;
  }
}
