/** The agent's log on standard error. Imports no other room of the agent. */
@NullMarked
package org.hactl.agent.log;

import org.jspecify.annotations.NullMarked;
