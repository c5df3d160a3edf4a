package org.hactl.control.cost;

import org.hactl.module.ResourceId;

/**
 * What one change of a plan does to traffic.
 *
 * @param change the change; a change has at most one cost
 * @param subject what is interrupted, in the form {@code VI_1} or {@code web}
 * @param text what happens, in plain words
 */
public record Cost(String host, ResourceId change, Effect effect, String subject, String text) {}
