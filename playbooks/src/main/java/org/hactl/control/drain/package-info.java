/**
 * Real servers that an apply drains before it restarts their software. Of the rest of {@code
 * control} it imports only {@code HostFailure}, the answers of {@code AgentQueries}, the holds and
 * the clock of a run; it opens no connection.
 */
@NullMarked
package org.hactl.control.drain;

import org.jspecify.annotations.NullMarked;
