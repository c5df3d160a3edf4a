/**
 * Turns the page into records: looks up hosts and groups, renders templates, reads files. Imports
 * {@code org.hactl.site.shape} and {@code model}.
 */
@NullMarked
package org.hactl.site.resolve;

import org.jspecify.annotations.NullMarked;
