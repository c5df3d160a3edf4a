@NullMarked
package org.hactl.inventory;

import org.jspecify.annotations.NullMarked;
