@NullMarked
package org.hactl.control;

import org.jspecify.annotations.NullMarked;
