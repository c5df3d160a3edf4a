/**
 * A kernel in memory, for rehearsals of a plan, for drills of a failover, and for tests. Imports
 * {@code kernel} and {@code net} of {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.linux.memory;

import org.jspecify.annotations.NullMarked;
