/** Tests of the drains of one apply. */
@NullMarked
package org.hactl.control.drain;

import org.jspecify.annotations.NullMarked;
