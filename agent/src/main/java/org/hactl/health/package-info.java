/**
 * Health checks of real servers: what is tried ({@link org.hactl.health.Checker}), how tries become
 * health ({@link org.hactl.health.HealthState}), and the threads that do it ({@link
 * org.hactl.health.HealthChecks}). Programs nothing: it tells a listener.
 */
@NullMarked
package org.hactl.health;

import org.jspecify.annotations.NullMarked;
