/**
 * Reports what happened to the event journal, the log, mail, hooks and pipes. Of the agent's rooms
 * it imports {@code converge}, {@code engines}, {@code log} and {@code store}.
 */
@NullMarked
package org.hactl.agent.report;

import org.jspecify.annotations.NullMarked;
