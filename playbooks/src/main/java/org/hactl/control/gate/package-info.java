/**
 * The health gate: whether the site serves as well as before an apply, from the answers of its
 * hosts. Pure. Of the control node it imports only {@code view}; else {@code api} and {@code host}.
 */
@NullMarked
package org.hactl.control.gate;

import org.jspecify.annotations.NullMarked;
