/**
 * Static routes. Imports {@code org.hactl.module}, {@code module.kernel}, and {@code
 * org.hactl.linux.kernel} and {@code net}.
 */
@NullMarked
package org.hactl.module.route;

import org.jspecify.annotations.NullMarked;
