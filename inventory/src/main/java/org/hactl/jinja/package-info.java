/**
 * Jinja as Ansible has it: the expressions, statements, filters and tests of templates, computed as
 * Python does. What is not here is refused when the template is read, with its line and column.
 * Imports only {@code org.hactl.yaml}.
 *
 * <p>{@link org.hactl.jinja.Template} reads and renders a text. A value in a template is {@link
 * org.hactl.jinja.None}, a Boolean, Long, BigInteger, Double, String, List or Map, or one of the
 * types of this package.
 */
@NullMarked
package org.hactl.jinja;

import org.jspecify.annotations.NullMarked;
