/**
 * Policy rules: which table routes which packets. Imports {@code org.hactl.module}, {@code
 * module.kernel}, and {@code org.hactl.linux.kernel} and {@code net}.
 */
@NullMarked
package org.hactl.module.rule;

import org.jspecify.annotations.NullMarked;
