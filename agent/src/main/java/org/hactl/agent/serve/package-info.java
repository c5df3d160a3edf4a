/**
 * The agent's sockets: the local API and the metrics port. Of the agent's rooms it imports {@code
 * converge}, {@code engines}, {@code log} and {@code store}; what it serves of another room it gets
 * as a function.
 */
@NullMarked
package org.hactl.agent.serve;

import org.jspecify.annotations.NullMarked;
