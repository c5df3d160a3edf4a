/**
 * From the page to records: looks up host and group names, renders templates, reads files. Imports
 * {@code org.hactl.site.shape} and {@code model}.
 */
@NullMarked
package org.hactl.site.resolve;

import org.jspecify.annotations.NullMarked;
