@NullMarked
package org.hactl.module;

import org.jspecify.annotations.NullMarked;
