/**
 * The state machine of a virtual router (RFC 3768, RFC 9568) and of a sync group: pure, with the
 * time as a parameter. Imports only {@code org.hactl.vrrp.model} and {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.vrrp.protocol;

import org.jspecify.annotations.NullMarked;
