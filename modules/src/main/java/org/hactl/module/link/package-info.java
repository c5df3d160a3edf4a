/**
 * Interfaces on top of others: a virtual router's own MAC address, a VLAN. Imports {@code
 * org.hactl.module}, {@code module.kernel}, and {@code org.hactl.linux.kernel} and {@code net}.
 */
@NullMarked
package org.hactl.module.link;

import org.jspecify.annotations.NullMarked;
