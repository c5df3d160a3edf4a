@NullMarked
package org.hactl.site;

import org.jspecify.annotations.NullMarked;
