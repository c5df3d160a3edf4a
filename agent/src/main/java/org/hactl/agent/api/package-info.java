/**
 * What the agent and the control node say to each other: one JSON object a line over a Unix socket,
 * each request answered by any number of {@link org.hactl.agent.api.Reply.Progress} lines and one
 * closing reply.
 */
@NullMarked
package org.hactl.agent.api;

import org.jspecify.annotations.NullMarked;
