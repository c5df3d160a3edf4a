/** Tests of holds, and of what a hold would take from the site. */
@NullMarked
package org.hactl.control.hold;

import org.jspecify.annotations.NullMarked;
