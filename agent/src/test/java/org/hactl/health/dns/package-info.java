@NullMarked
package org.hactl.health.dns;

import org.jspecify.annotations.NullMarked;
