/**
 * Runs the state machines on sockets and timers. Imports {@code org.hactl.vrrp.wire}, {@code
 * protocol} and {@code model}, and {@code org.hactl.linux}; knows nothing of the agent around it.
 */
@NullMarked
package org.hactl.vrrp.engine;

import org.jspecify.annotations.NullMarked;
