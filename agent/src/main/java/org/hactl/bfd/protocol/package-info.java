/**
 * The state machine of a BFD session and the control packet as bytes: pure, with the time as a
 * parameter. Imports only {@code org.hactl.bfd.model} and {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.bfd.protocol;

import org.jspecify.annotations.NullMarked;
