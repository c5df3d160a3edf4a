@NullMarked
package org.hactl.control.rollback;

import org.jspecify.annotations.NullMarked;
