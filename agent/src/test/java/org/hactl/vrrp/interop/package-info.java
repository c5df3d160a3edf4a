/**
 * Our VRRP engine beside other implementations and programs, in network namespaces and guests:
 * keepalived, FRR's vrrpd and tshark. Imports what the engine shows to the agent, and nothing
 * inside it.
 */
@NullMarked
package org.hactl.vrrp.interop;

import org.jspecify.annotations.NullMarked;
