/**
 * The native calls, and threads that wait for them. A native call pins its carrier, so nothing here
 * is called from a virtual thread. Imports {@code org.hactl.linux.kernel} and {@code net}.
 */
@NullMarked
package org.hactl.linux.libc;

import org.jspecify.annotations.NullMarked;
