/**
 * Runs VRRP, BFD, tracking, health checks and the drift schedule as the host state says. Of the
 * agent's rooms it imports {@code converge} and {@code log}.
 */
@NullMarked
package org.hactl.agent.engines;

import org.jspecify.annotations.NullMarked;
