/**
 * VRRP packets, gratuitous ARP and neighbour advertisements as bytes: pure codecs. Imports only
 * {@code org.hactl.vrrp.model} and {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.vrrp.wire;

import org.jspecify.annotations.NullMarked;
