/**
 * What the changes of a plan do to traffic: derived from the fields that differ and from the site.
 * Pure. Imports {@code api}, {@code host} and {@code module}, and no other package of the control
 * node.
 */
@NullMarked
package org.hactl.control.cost;

import org.jspecify.annotations.NullMarked;
