@NullMarked
package org.hactl.control.plan;

import org.jspecify.annotations.NullMarked;
