/** The {@code hactl lab} commands. Imports the lab, and the command line for its common options. */
@NullMarked
package org.hactl.lab.cli;

import org.jspecify.annotations.NullMarked;
