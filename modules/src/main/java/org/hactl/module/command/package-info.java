/**
 * Programs that a module runs on the host, behind an interface that tests replace. Imports {@code
 * org.hactl.module} and {@code org.hactl.linux.libc}.
 */
@NullMarked
package org.hactl.module.command;

import org.jspecify.annotations.NullMarked;
