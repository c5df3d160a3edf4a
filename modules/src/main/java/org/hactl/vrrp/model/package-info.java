/**
 * The values of VRRP: how a virtual router is configured, what it hears, what goes into its state
 * machine and what comes out, and what its status says. Imports only {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.vrrp.model;

import org.jspecify.annotations.NullMarked;
