@NullMarked
package org.hactl.host;

import org.jspecify.annotations.NullMarked;
