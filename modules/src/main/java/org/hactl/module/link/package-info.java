/** Interfaces on top of others: a virtual router's own MAC address, a VLAN. */
@NullMarked
package org.hactl.module.link;

import org.jspecify.annotations.NullMarked;
