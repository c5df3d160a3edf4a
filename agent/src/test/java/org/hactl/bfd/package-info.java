/** Tests of BFD, those against other people's BFD included. */
@NullMarked
package org.hactl.bfd;

import org.jspecify.annotations.NullMarked;
