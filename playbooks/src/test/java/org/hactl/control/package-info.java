/** Tests of the control node against agents in memory. */
@NullMarked
package org.hactl.control;

import org.jspecify.annotations.NullMarked;
