/**
 * Health checks of real servers: how the results of tries ({@link org.hactl.health.probe}) become
 * health ({@link org.hactl.health.HealthState}), and the threads that run them ({@link
 * org.hactl.health.HealthChecks}). Changes nothing on the host: it tells a listener. Imports {@code
 * org.hactl.host}, and of {@code org.hactl.linux} {@code kernel} and {@code net}.
 */
@NullMarked
package org.hactl.health;

import org.jspecify.annotations.NullMarked;
