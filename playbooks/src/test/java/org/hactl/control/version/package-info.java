@NullMarked
package org.hactl.control.version;

import org.jspecify.annotations.NullMarked;
