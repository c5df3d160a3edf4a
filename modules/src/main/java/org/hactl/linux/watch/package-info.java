/**
 * Files and kernel parameters: reading them, and watching them with inotify. Imports {@code libc},
 * {@code kernel} and {@code net} of {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.linux.watch;

import org.jspecify.annotations.NullMarked;
