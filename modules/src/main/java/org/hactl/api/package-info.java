/**
 * What the agent and the control node say to each other: one JSON object per line over a Unix
 * socket, each request answered by any number of {@link org.hactl.api.Reply.Progress} lines and one
 * closing reply. Imports {@code org.hactl.host} and {@code org.hactl.module}.
 */
@NullMarked
package org.hactl.api;

import org.jspecify.annotations.NullMarked;
