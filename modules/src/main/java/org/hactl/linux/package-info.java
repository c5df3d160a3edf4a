@NullMarked
package org.hactl.linux;

import org.jspecify.annotations.NullMarked;
