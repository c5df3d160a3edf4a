@NullMarked
package org.hactl.vrrp;

import org.jspecify.annotations.NullMarked;
