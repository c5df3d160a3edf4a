/**
 * Brings the host to a generation and keeps it there: workers, passes, generations, claims, the
 * addresses of roles. Of the agent's rooms it imports {@code log} and {@code store}.
 */
@NullMarked
package org.hactl.agent.converge;

import org.jspecify.annotations.NullMarked;
