@NullMarked
package org.hactl.health.probe;

import org.jspecify.annotations.NullMarked;
