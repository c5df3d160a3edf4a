/**
 * Bidirectional Forwarding Detection (RFC 5880) in asynchronous mode, over one hop (RFC 5881) and
 * several (RFC 5883): a pure state machine, a pure codec, and the engine which runs them on sockets
 * and timers. Knows nothing of the agent around it.
 */
@NullMarked
package org.hactl.bfd;

import org.jspecify.annotations.NullMarked;
