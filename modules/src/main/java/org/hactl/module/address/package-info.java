/** Addresses of interfaces: a real server's loopback VIP, a director's VIP while it is master. */
@NullMarked
package org.hactl.module.address;

import org.jspecify.annotations.NullMarked;
