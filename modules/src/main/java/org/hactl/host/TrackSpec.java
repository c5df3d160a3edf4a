package org.hactl.host;

/**
 * What a virtual router or a sync group makes of something that is tracked.
 *
 * @param expression names of trackers joined by {@code and}, {@code or}, {@code not} and
 *     parentheses
 * @param weight 0: while the expression is false the router is in FAULT. Above: added to the
 *     priority while it is true. Below: added while it is false. -253 to 253; a file's number, if
 *     the expression is that file alone, multiplies it
 */
public record TrackSpec(String expression, int weight) {}
