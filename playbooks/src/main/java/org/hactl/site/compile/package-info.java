/**
 * From a checked site to one {@link org.hactl.host.HostState} for each host: a pure function.
 * Imports all other packages of {@code org.hactl.site}.
 */
@NullMarked
package org.hactl.site.compile;

import org.jspecify.annotations.NullMarked;
