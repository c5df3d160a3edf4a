package org.hactl.track;

import org.hactl.host.TrackExpression;

/** A {@link org.hactl.host.TrackSpec} whose expression has been read. */
record Track(TrackExpression when, int weight) {}
