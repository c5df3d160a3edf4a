/**
 * Runs BFD sessions on sockets and timers. Imports {@code org.hactl.bfd.protocol} and {@code
 * model}, {@code org.hactl.counters} and {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.bfd.engine;

import org.jspecify.annotations.NullMarked;
