/** Static routes. */
@NullMarked
package org.hactl.module.route;

import org.jspecify.annotations.NullMarked;
