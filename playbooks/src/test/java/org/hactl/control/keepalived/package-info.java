/** Tests of the reader of keepalived.conf. */
@NullMarked
package org.hactl.control.keepalived;

import org.jspecify.annotations.NullMarked;
