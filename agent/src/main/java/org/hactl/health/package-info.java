/**
 * Health checks of real servers: the checks ({@link org.hactl.health.Checker}), how their results
 * become health ({@link org.hactl.health.HealthState}), and the threads that run them ({@link
 * org.hactl.health.HealthChecks}). Changes nothing on the host: it tells a listener. Imports {@code
 * org.hactl.host} and {@code org.hactl.linux.kernel}.
 */
@NullMarked
package org.hactl.health;

import org.jspecify.annotations.NullMarked;
