/**
 * Files by descriptors. A path is opened folder by folder and never through a link that another
 * user than root could have made; all that follows happens relative to the open folder. Imports
 * {@code org.hactl.linux.libc} and {@code kernel}. A regular file never blocks for long, so these
 * calls are made on any platform thread.
 */
@NullMarked
package org.hactl.linux.file;

import org.jspecify.annotations.NullMarked;
