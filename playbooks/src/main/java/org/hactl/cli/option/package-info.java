/** Options and arguments that several commands share. */
@NullMarked
package org.hactl.cli.option;

import org.jspecify.annotations.NullMarked;
