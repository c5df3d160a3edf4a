/**
 * Kernel parameters; the earlier value is put back when one leaves the site. Imports {@code
 * org.hactl.module}, {@code module.kernel} and {@code org.hactl.linux.kernel}.
 */
@NullMarked
package org.hactl.module.sysctl;

import org.jspecify.annotations.NullMarked;
