/**
 * Health checks of real servers: how the results of tries ({@link org.hactl.health.probe}) become
 * health ({@link org.hactl.health.HealthState}), and the threads that run them ({@link
 * org.hactl.health.HealthChecks}). Changes nothing on the host: it tells a listener. Imports {@code
 * org.hactl.host} and {@code org.hactl.linux.kernel}.
 */
@NullMarked
package org.hactl.health;

import org.jspecify.annotations.NullMarked;
