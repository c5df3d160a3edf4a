/**
 * Native calls, and the threads that wait in them. Call nothing here on a virtual thread: a native
 * call pins the carrier thread until it returns. Imports {@code org.hactl.linux.kernel} and {@code
 * net}.
 */
@NullMarked
package org.hactl.linux.libc;

import org.jspecify.annotations.NullMarked;
