/**
 * Network values without a kernel: addresses, prefixes, families, MAC addresses, port ranges.
 * Imports nothing of hactl.
 */
@NullMarked
package org.hactl.linux.net;

import org.jspecify.annotations.NullMarked;
