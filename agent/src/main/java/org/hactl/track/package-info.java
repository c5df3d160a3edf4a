/**
 * What virtual routers depend on: a tracker watches each interface, script, file, process, BFD
 * session or service, and expressions over the trackers give a {@link
 * org.hactl.vrrp.model.TrackVerdict} for each router. {@link org.hactl.track.TrackEngine} is the
 * entry point.
 *
 * <p>All state belongs to one thread, the {@link org.hactl.track.TrackLoop}; the calculations are
 * pure and take the time as a parameter. Imports {@code org.hactl.host}, {@code module}, {@code
 * module.command} and {@code linux}, and of VRRP only the verdict.
 */
@NullMarked
package org.hactl.track;

import org.jspecify.annotations.NullMarked;
