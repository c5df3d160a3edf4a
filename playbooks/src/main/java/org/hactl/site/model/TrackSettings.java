package org.hactl.site.model;

import org.hactl.host.TrackExpression;
import org.hactl.host.TrackSpec;
import org.hactl.yaml.Mark;

/**
 * What a virtual router or a sync group makes of something that is tracked.
 *
 * @param weight 0 for a fault; see {@link TrackSpec}
 */
public record TrackSettings(TrackExpression expression, int weight, Mark at) {
  public TrackSpec spec() {
    return new TrackSpec(expression.toString(), weight);
  }
}
