@NullMarked
package org.hactl.ssh;

import org.jspecify.annotations.NullMarked;
