/** Programs that a module runs on the host, behind an interface that tests replace. */
@NullMarked
package org.hactl.module.command;

import org.jspecify.annotations.NullMarked;
