/**
 * One host as the control node meets it: its shell, the agent that answers there, why it is
 * refused, and what went wrong. Imports {@code ssh} and the agent's messages, and no other room of
 * {@code control} but the image.
 */
@NullMarked
package org.hactl.control.host;

import org.jspecify.annotations.NullMarked;
