/** Tests of the connections against a real OpenSSH server. */
@NullMarked
package org.hactl.ssh;

import org.jspecify.annotations.NullMarked;
