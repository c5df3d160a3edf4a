/**
 * Runs VRRP, BFD, tracking, health checks and the drift schedule as the host state says. Of the
 * agent's rooms it imports {@code log}, {@code store} and the interfaces that {@code converge}
 * declares for engines, no class of it.
 */
@NullMarked
package org.hactl.agent.engines;

import org.jspecify.annotations.NullMarked;
