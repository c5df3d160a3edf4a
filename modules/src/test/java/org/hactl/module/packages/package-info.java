@NullMarked
package org.hactl.module.packages;

import org.jspecify.annotations.NullMarked;
