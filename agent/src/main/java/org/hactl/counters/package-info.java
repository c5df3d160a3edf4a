/** Counters that VRRP and BFD share. Imports nothing else of {@code org.hactl}. */
@NullMarked
package org.hactl.counters;

import org.jspecify.annotations.NullMarked;
