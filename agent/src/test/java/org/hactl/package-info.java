@NullMarked
package org.hactl;

import org.jspecify.annotations.NullMarked;
