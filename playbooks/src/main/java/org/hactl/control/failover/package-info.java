/**
 * Failover by hand: what speaks against it, the request to the master, and the proof that another
 * director has taken the role. Of the rest of {@code control} it imports only {@code AgentQueries}.
 */
@NullMarked
package org.hactl.control.failover;

import org.jspecify.annotations.NullMarked;
