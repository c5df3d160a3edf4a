/**
 * Connection sync of IPVS: the threads that give other directors the connections of this one.
 * Imports {@code org.hactl.module}, {@code module.kernel}, and {@code org.hactl.linux.kernel} and
 * {@code net}.
 */
@NullMarked
package org.hactl.module.sync;

import org.jspecify.annotations.NullMarked;
