/**
 * The kernel's IPVS table as interfaces and values. Imports only {@code org.hactl.linux.kernel} and
 * {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.linux.kernel.ipvs;

import org.jspecify.annotations.NullMarked;
