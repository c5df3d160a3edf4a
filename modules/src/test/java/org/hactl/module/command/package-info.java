@NullMarked
package org.hactl.module.command;

import org.jspecify.annotations.NullMarked;
