/**
 * Brings the host to a generation and keeps it there: workers, passes, generations, claims, the
 * addresses of roles. Of the agent's rooms it imports {@code log} and {@code store}. What it needs
 * of the engines it declares as {@link org.hactl.agent.converge.Engines}, and what they tell it as
 * {@link org.hactl.agent.converge.EngineEvents}.
 */
@NullMarked
package org.hactl.agent.converge;

import org.jspecify.annotations.NullMarked;
