/**
 * The filters, tests, methods and functions of templates, and what one rendering uses. Imports only
 * {@code org.hactl.jinja.python} and {@code org.hactl.yaml}.
 */
@NullMarked
package org.hactl.jinja.filter;

import org.jspecify.annotations.NullMarked;
