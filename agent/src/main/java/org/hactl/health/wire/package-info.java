/**
 * What every check reads and writes with: one deadline for a whole try, input that ends by it, and
 * the errors of an answer and of this host. Imports {@code org.hactl.linux.kernel}.
 */
@NullMarked
package org.hactl.health.wire;

import org.jspecify.annotations.NullMarked;
