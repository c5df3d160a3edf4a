/**
 * What every kind of thing on a host has in common: a {@link org.hactl.module.Resource} says what
 * is wanted, a {@link org.hactl.module.Module} observes the host, plans the changes and applies
 * them, and {@link org.hactl.module.Owned} remembers what hactl created. One package below this one
 * per kind.
 */
@NullMarked
package org.hactl.module;

import org.jspecify.annotations.NullMarked;
