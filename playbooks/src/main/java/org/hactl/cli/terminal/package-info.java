/** The terminal: what it can show, lines that are redrawn in place, and answers that it gives. */
@NullMarked
package org.hactl.cli.terminal;

import org.jspecify.annotations.NullMarked;
