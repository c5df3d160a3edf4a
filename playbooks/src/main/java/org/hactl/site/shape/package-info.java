/**
 * The keys of {@code site.yml}: what each may hold, what it defaults to, and its description in the
 * JSON Schema. Imports only {@code org.hactl.site.model}.
 */
@NullMarked
package org.hactl.site.shape;

import org.jspecify.annotations.NullMarked;
