/**
 * Changes of files and of kernel parameters, as inotify reports them. Imports {@code libc}, {@code
 * kernel} and {@code net} of {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.linux.watch;

import org.jspecify.annotations.NullMarked;
