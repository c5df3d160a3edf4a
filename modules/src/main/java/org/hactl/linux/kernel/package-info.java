/**
 * What hactl asks of a kernel: {@link org.hactl.linux.kernel.Kernel} and the interfaces and values
 * behind it. Calls answer at once or throw {@link org.hactl.linux.kernel.LinuxException}, which
 * keeps the kernel's error text. Imports only {@code org.hactl.linux.net} and {@code kernel.ipvs}.
 */
@NullMarked
package org.hactl.linux.kernel;

import org.jspecify.annotations.NullMarked;
