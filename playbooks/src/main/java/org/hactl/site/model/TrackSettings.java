package org.hactl.site.model;

import org.hactl.host.TrackExpression;
import org.hactl.host.TrackSpec;
import org.hactl.yaml.Mark;

/**
 * An expression of trackers that a virtual router or sync group depends on, and its weight.
 *
 * @param weight 0 for a fault while it is false; see {@link TrackSpec}
 */
public record TrackSettings(TrackExpression expression, int weight, Mark at) {
  public TrackSpec spec() {
    return new TrackSpec(expression.toString(), weight);
  }
}
