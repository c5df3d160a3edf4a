@NullMarked
package org.hactl.control.cost;

import org.jspecify.annotations.NullMarked;
