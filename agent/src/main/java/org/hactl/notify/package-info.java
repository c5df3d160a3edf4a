/** Tells people by e-mail what a host did: in order, bounded, and never in anybody's way. */
@NullMarked
package org.hactl.notify;

import org.jspecify.annotations.NullMarked;
