/** Policy rules: which table routes which packets. */
@NullMarked
package org.hactl.module.rule;

import org.jspecify.annotations.NullMarked;
