/**
 * What the commands print for people: status, plans, drift and events as text. Imports {@code api},
 * {@code control} and {@code module}; the commands in {@code org.hactl.cli} import it.
 */
@NullMarked
package org.hactl.cli.text;

import org.jspecify.annotations.NullMarked;
