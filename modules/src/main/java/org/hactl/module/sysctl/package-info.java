/** Kernel parameters; what stood there before is put back when one leaves the site. */
@NullMarked
package org.hactl.module.sysctl;

import org.jspecify.annotations.NullMarked;
