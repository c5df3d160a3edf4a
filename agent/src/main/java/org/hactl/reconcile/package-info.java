/**
 * Level-triggered reconciliation: what is wanted follows from the host state, the roles and the
 * health by a pure function; a pass compares it with what is observed and applies the difference.
 */
@NullMarked
package org.hactl.reconcile;

import org.jspecify.annotations.NullMarked;
