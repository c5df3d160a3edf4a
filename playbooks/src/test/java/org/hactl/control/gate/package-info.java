@NullMarked
package org.hactl.control.gate;

import org.jspecify.annotations.NullMarked;
