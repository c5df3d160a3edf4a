/**
 * What the agent and the control node say to each other: one JSON object per line over a Unix
 * socket. The answer to a request is any number of lines with progress or events, and one closing
 * reply. Imports {@code org.hactl.host} and {@code org.hactl.module}.
 */
@NullMarked
package org.hactl.api;

import org.jspecify.annotations.NullMarked;
