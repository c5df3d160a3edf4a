/** What commands print for a person and for a program, and their exit status. */
@NullMarked
package org.hactl.cli.report;

import org.jspecify.annotations.NullMarked;
