/**
 * What all modules that change the kernel in batches share. Imports {@code org.hactl.module} and
 * {@code org.hactl.linux.kernel}.
 */
@NullMarked
package org.hactl.module.kernel;

import org.jspecify.annotations.NullMarked;
