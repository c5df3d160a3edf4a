/**
 * Addresses of interfaces: a real server's loopback VIP, a director's VIP while it is master.
 * Imports {@code org.hactl.module}, {@code module.kernel}, and {@code org.hactl.linux.kernel} and
 * {@code net}.
 */
@NullMarked
package org.hactl.module.address;

import org.jspecify.annotations.NullMarked;
