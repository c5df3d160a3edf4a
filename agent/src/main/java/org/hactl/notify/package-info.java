/**
 * Tells people by e-mail, and programs by hooks and FIFOs, what a host did: in order, bounded, and
 * never in anybody's way.
 */
@NullMarked
package org.hactl.notify;

import org.jspecify.annotations.NullMarked;
