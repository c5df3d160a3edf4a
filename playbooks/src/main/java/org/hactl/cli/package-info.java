/**
 * The {@code hactl} command line: options, progress, reports as text and JSON. Imports {@code
 * control} and the types that occur in its answers; {@code control} does not import this package.
 */
@NullMarked
package org.hactl.cli;

import org.jspecify.annotations.NullMarked;
