/**
 * Level-triggered reconciliation: a pure function of host state, roles and health gives the wanted
 * resources; a pass compares them with what is observed and applies the difference. Imports {@code
 * org.hactl.host} and {@code org.hactl.module}, and of {@code org.hactl.health} only the health of
 * a real server and whether a service has its quorum; it does not know the kinds of resources.
 */
@NullMarked
package org.hactl.reconcile;

import org.jspecify.annotations.NullMarked;
