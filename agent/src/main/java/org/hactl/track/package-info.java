/**
 * What virtual routers depend on: interfaces, scripts, files, processes, BFD sessions and services
 * are watched, each by a tracker; expressions over them come to a {@link
 * org.hactl.vrrp.model.TrackVerdict} for each router. {@link org.hactl.track.TrackEngine} is the
 * way in.
 *
 * <p>All state belongs to one thread, the {@link org.hactl.track.TrackLoop}; what becomes of it is
 * pure and takes the time as a parameter.
 */
@NullMarked
package org.hactl.track;

import org.jspecify.annotations.NullMarked;
