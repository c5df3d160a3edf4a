/**
 * The {@code hactl} command line: options, progress, reports as text and JSON. Imports {@code
 * control} and what its answers are made of; {@code control} does not import it.
 */
@NullMarked
package org.hactl.cli;

import org.jspecify.annotations.NullMarked;
