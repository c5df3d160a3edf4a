@NullMarked
package org.hactl.control.rollout;

import org.jspecify.annotations.NullMarked;
