@NullMarked
package org.hactl.health.tls;

import org.jspecify.annotations.NullMarked;
