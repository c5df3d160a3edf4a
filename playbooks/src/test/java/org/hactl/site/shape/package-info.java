@NullMarked
package org.hactl.site.shape;

import org.jspecify.annotations.NullMarked;
