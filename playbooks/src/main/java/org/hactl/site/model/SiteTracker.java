package org.hactl.site.model;

import org.hactl.host.TrackerSpec;
import org.hactl.yaml.Mark;

/** A tracker with the values of one director, and the place of its name in the site. */
public record SiteTracker(TrackerSpec spec, Mark at) {
  public String name() {
    return spec.name();
  }
}
