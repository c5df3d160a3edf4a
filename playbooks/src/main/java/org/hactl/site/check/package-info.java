/**
 * Checks between the parts of a site; all problems are reported at once. Imports {@code
 * org.hactl.site.resolve}, {@code shape} and {@code model}.
 */
@NullMarked
package org.hactl.site.check;

import org.jspecify.annotations.NullMarked;
