@NullMarked
package org.hactl.notify;

import org.jspecify.annotations.NullMarked;
