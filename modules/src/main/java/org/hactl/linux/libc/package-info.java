/**
 * Native calls, and the threads that wait in them. A native call pins the carrier of a virtual
 * thread, so nothing here is called from one. Imports {@code org.hactl.linux.kernel} and {@code
 * net}.
 */
@NullMarked
package org.hactl.linux.libc;

import org.jspecify.annotations.NullMarked;
