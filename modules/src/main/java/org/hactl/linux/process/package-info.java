/**
 * The processes of the host: those that run, and the kernel's messages when one starts or ends.
 * Imports {@code netlink}, {@code libc}, {@code kernel} and {@code net} of {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.linux.process;

import org.jspecify.annotations.NullMarked;
