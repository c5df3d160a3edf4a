@NullMarked
package org.hactl.cli;

import org.jspecify.annotations.NullMarked;
