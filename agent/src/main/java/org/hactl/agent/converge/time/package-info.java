/** The clocks of the agent, and what happens later by them. Imports no other room of the agent. */
@NullMarked
package org.hactl.agent.converge.time;

import org.jspecify.annotations.NullMarked;
