/**
 * Reaching a host: an SSH connection with strict host keys, or the machine itself; commands,
 * uploads and channels to a Unix socket on it.
 */
@NullMarked
package org.hactl.ssh;

import org.jspecify.annotations.NullMarked;
