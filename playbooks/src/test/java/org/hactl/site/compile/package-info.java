@NullMarked
package org.hactl.site.compile;

import org.jspecify.annotations.NullMarked;
