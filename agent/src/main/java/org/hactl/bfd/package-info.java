/**
 * Bidirectional Forwarding Detection (RFC 5880) in asynchronous mode, over one hop (RFC 5881) and
 * several (RFC 5883): a pure state machine, a pure codec, and the engine that runs them on sockets
 * and timers. Imports only {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.bfd;

import org.jspecify.annotations.NullMarked;
