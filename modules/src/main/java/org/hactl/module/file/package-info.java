/**
 * Files with their content, mode and owner. Written so that a reader sees the old content or the
 * new one, never a part; what stood there before comes back when hactl no longer wants the file.
 */
@NullMarked
package org.hactl.module.file;

import org.jspecify.annotations.NullMarked;
