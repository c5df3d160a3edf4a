package org.hactl.host;

/**
 * How a tracked condition affects a virtual router or a sync group.
 *
 * @param expression names of trackers joined by {@code and}, {@code or}, {@code not} and
 *     parentheses
 * @param weight -253 to 253. 0: the router is in FAULT while the expression is false. Positive:
 *     added to the priority while the expression is true. Negative: added while it is false. If the
 *     expression is one file tracker alone, the file's number is multiplied by the weight
 */
public record TrackSpec(String expression, int weight) {}
