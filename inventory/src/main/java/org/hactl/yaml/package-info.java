@NullMarked
package org.hactl.yaml;

import org.jspecify.annotations.NullMarked;
