/** Kernel parameters; the value from before hactl is restored when a parameter leaves the site. */
@NullMarked
package org.hactl.module.sysctl;

import org.jspecify.annotations.NullMarked;
