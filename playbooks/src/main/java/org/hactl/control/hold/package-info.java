/** What operators hold on the hosts, and what a new hold would take from the site. Pure. */
@NullMarked
package org.hactl.control.hold;

import org.jspecify.annotations.NullMarked;
