/**
 * New connections go through the next master before a role moves, so that it knows all that are
 * open when the VIPs come to it: {@code PassingOn} is the master's side, {@code Taking} and {@code
 * TakingRoute} (pure) are the next one's, and {@code Passing} sees that a host is only one of them.
 * Of the agent's rooms it imports {@code converge} alone.
 */
@NullMarked
package org.hactl.agent.passing;

import org.jspecify.annotations.NullMarked;
