/**
 * Tells people by e-mail, and programs by hooks and FIFOs, what a host did: in order, in bounded
 * queues, without delaying the caller. Imports {@code org.hactl.host}, {@code module} and {@code
 * module.command}.
 */
@NullMarked
package org.hactl.notify;

import org.jspecify.annotations.NullMarked;
