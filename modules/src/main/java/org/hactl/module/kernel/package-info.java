/** What the modules share whose changes are batches for the kernel. */
@NullMarked
package org.hactl.module.kernel;

import org.jspecify.annotations.NullMarked;
