package org.hactl.site.model;

import java.time.Duration;
import org.hactl.host.PersistenceOptions;

/**
 * How long a client stays with its real server, and who counts as one client.
 *
 * @param time zero for no persistence
 */
public record Persistence(Duration time, PersistenceOptions options) {
  public static final Persistence NONE = of(Duration.ZERO);

  /** Each address is a client. */
  public static Persistence of(Duration time) {
    return new Persistence(time, PersistenceOptions.NONE);
  }
}
