package org.hactl.site;

import org.hactl.host.TrackerSpec;
import org.hactl.yaml.Mark;

/** A tracker as one director has it, and where its name stands. */
public record Tracker(TrackerSpec spec, Mark at) {
  String name() {
    return spec.name();
  }
}
