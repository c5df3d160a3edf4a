/** What the modules for things in the kernel share: comparing, and applying changes in batches. */
@NullMarked
package org.hactl.module.kernel;

import org.jspecify.annotations.NullMarked;
