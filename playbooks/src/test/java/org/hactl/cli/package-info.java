/** Tests of the command line: golden texts and exit statuses. */
@NullMarked
package org.hactl.cli;

import org.jspecify.annotations.NullMarked;
