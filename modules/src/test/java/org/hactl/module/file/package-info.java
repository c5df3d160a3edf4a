@NullMarked
package org.hactl.module.file;

import org.jspecify.annotations.NullMarked;
