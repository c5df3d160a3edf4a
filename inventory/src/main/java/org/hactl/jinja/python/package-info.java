/**
 * The values that templates compute with, and what Python does with them: text, order, numbers.
 * Imports only {@code org.hactl.yaml}.
 */
@NullMarked
package org.hactl.jinja.python;

import org.jspecify.annotations.NullMarked;
