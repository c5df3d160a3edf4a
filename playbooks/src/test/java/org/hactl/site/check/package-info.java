@NullMarked
package org.hactl.site.check;

import org.jspecify.annotations.NullMarked;
