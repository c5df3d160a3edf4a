/** Tests of BFD, also against keepalived's and FRR's BFD. */
@NullMarked
package org.hactl.bfd;

import org.jspecify.annotations.NullMarked;
