/**
 * What every kind of resource on a host has in common: a {@link org.hactl.module.Resource} says
 * what is wanted, a {@link org.hactl.module.Module} observes the host, plans the changes and
 * applies them, and {@link org.hactl.module.Owned} records what hactl created. Each kind has its
 * own package below this one. Imports nothing of hactl.
 */
@NullMarked
package org.hactl.module;

import org.jspecify.annotations.NullMarked;
