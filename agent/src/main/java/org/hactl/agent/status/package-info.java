/**
 * What {@code hactl status} and the metrics page show, read from the engines and the workers. Of
 * the agent's rooms it imports {@code converge}, {@code engines}, {@code log} and {@code store}.
 */
@NullMarked
package org.hactl.agent.status;

import org.jspecify.annotations.NullMarked;
