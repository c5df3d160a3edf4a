package org.hactl.site.model;

import org.hactl.host.TrackerSpec;
import org.hactl.yaml.Mark;

/** A tracker as one director has it, and where its name stands. */
public record SiteTracker(TrackerSpec spec, Mark at) {
  public String name() {
    return spec.name();
  }
}
