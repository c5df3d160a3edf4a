/**
 * The keys of {@code site.yml}: the values that each allows, its default, and its description in
 * the JSON Schema. Imports only {@code org.hactl.site.model}.
 */
@NullMarked
package org.hactl.site.shape;

import org.jspecify.annotations.NullMarked;
