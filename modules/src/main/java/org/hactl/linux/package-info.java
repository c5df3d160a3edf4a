/**
 * The kernel of the host: the only package that knows native calls, netlink bytes, ioctl numbers
 * and paths below {@code /proc}.
 *
 * <p>{@link org.hactl.linux.Kernel} is the way in; {@link org.hactl.linux.FakeKernel} stands in for
 * it in tests. Calls answer at once or throw {@link org.hactl.linux.LinuxException}, which keeps
 * the kernel's own words. Native calls pin their carrier, so nothing here is called from a virtual
 * thread.
 */
@NullMarked
package org.hactl.linux;

import org.jspecify.annotations.NullMarked;
