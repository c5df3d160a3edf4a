/** Which packets to a virtual router's VIPs a host accepts. */
@NullMarked
package org.hactl.module.filter;

import org.jspecify.annotations.NullMarked;
