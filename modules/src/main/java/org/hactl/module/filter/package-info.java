/** What a host takes of the packets that are addressed to a virtual router's VIPs. */
@NullMarked
package org.hactl.module.filter;

import org.jspecify.annotations.NullMarked;
