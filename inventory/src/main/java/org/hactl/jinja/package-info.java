/**
 * Jinja as Ansible has it: reads the expressions and statements of templates, and computes them. A
 * feature that is not here is refused when the template is read, with its line and column. Imports
 * only {@code org.hactl.jinja.filter}, {@code org.hactl.jinja.python} and {@code org.hactl.yaml}.
 *
 * <p>{@link org.hactl.jinja.Template} reads and renders a text. A value in a template is {@link
 * org.hactl.jinja.python.None}, a Boolean, Long, BigInteger, Double, String, List or Map, or one of
 * the types of {@code org.hactl.jinja.python}.
 */
@NullMarked
package org.hactl.jinja;

import org.jspecify.annotations.NullMarked;
