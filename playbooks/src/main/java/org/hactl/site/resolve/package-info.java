/**
 * From what stands on the page to records: host and group names are looked up, templates rendered,
 * files read. Imports {@code org.hactl.site.shape} and {@code model}.
 */
@NullMarked
package org.hactl.site.resolve;

import org.jspecify.annotations.NullMarked;
