package org.hactl.site;

import org.hactl.host.TrackSpec;
import org.hactl.yaml.Mark;

/** What a virtual router or a sync group makes of something that is tracked, and where. */
public record Tracked(TrackSpec spec, Mark at) {}
