/** Tests of failover by hand. */
@NullMarked
package org.hactl.control.failover;

import org.jspecify.annotations.NullMarked;
