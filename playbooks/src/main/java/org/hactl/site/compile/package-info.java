/**
 * Compiles a checked site to one {@link org.hactl.host.HostState} per host: a pure function.
 * Imports {@code org.hactl.site.resolve} and {@code model}; it may import {@code check} and {@code
 * shape}.
 */
@NullMarked
package org.hactl.site.compile;

import org.jspecify.annotations.NullMarked;
