/**
 * Files with their content, mode and owner. Written so that a reader sees the old content or the
 * new one, never a part. The file from before hactl is restored when the site no longer has the
 * file.
 */
@NullMarked
package org.hactl.module.file;

import org.jspecify.annotations.NullMarked;
