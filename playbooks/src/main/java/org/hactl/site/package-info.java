/**
 * The site: what a person writes in {@code site.yml}, read with the inventory beside it, checked as
 * a whole, and compiled to one {@link org.hactl.host.HostState} per host.
 *
 * <p>{@link org.hactl.site.SiteReader} reports all errors at once; in the {@link
 * org.hactl.site.model.Site} that it returns, templates are rendered, groups are replaced by their
 * hosts, and defaults are filled in. {@link org.hactl.site.compile.SiteCompiler} is a pure function
 * of it.
 */
@NullMarked
package org.hactl.site;

import org.jspecify.annotations.NullMarked;
