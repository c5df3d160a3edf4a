/** What a keepalived.conf says, and how that differs from the site. Pure. */
@NullMarked
package org.hactl.control.keepalived;

import org.jspecify.annotations.NullMarked;
