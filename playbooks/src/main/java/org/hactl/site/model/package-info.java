/**
 * The site as checked records: templates are rendered, groups are replaced by their hosts, defaults
 * are filled in. Imports nothing else of {@code org.hactl.site}.
 */
@NullMarked
package org.hactl.site.model;

import org.jspecify.annotations.NullMarked;
