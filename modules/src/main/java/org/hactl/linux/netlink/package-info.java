/**
 * The kernel over netlink: byte codecs, the socket, and {@link
 * org.hactl.linux.netlink.NetlinkKernel}. Imports {@code watch}, {@code libc}, {@code kernel} and
 * {@code net} of {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.linux.netlink;

import org.jspecify.annotations.NullMarked;
