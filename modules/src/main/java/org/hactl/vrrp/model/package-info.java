/**
 * The values of VRRP: how a virtual router is configured, what it receives, the inputs and effects
 * of its state machine, and its status. Imports only {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.vrrp.model;

import org.jspecify.annotations.NullMarked;
