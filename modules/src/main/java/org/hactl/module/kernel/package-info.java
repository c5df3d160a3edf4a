/**
 * What modules share that change the kernel in batches. Imports {@code org.hactl.module} and {@code
 * org.hactl.linux.kernel}.
 */
@NullMarked
package org.hactl.module.kernel;

import org.jspecify.annotations.NullMarked;
