/**
 * VRRP version 2 (RFC 3768) and 3 (RFC 5798): a pure state machine, pure codecs, and the engine
 * which runs them on sockets and timers. Knows nothing of the agent around it.
 */
@NullMarked
package org.hactl.vrrp;

import org.jspecify.annotations.NullMarked;
