@NullMarked
package org.hactl.health;

import org.jspecify.annotations.NullMarked;
