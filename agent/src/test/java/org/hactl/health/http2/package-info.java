@NullMarked
package org.hactl.health.http2;

import org.jspecify.annotations.NullMarked;
