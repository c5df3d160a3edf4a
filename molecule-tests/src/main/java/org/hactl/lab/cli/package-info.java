/** The {@code hactl lab} commands. */
@NullMarked
package org.hactl.lab.cli;

import org.jspecify.annotations.NullMarked;
