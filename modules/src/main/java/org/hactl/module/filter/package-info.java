/**
 * Rules of nftables for packets to a virtual router's VIPs: a filter, and firewall marks for IPVS.
 * Imports {@code org.hactl.module} and {@code module.command}, and {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.module.filter;

import org.jspecify.annotations.NullMarked;
