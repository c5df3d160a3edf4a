/**
 * Files with their content, mode and owner. A reader sees the old content or the new one, never a
 * part; the earlier file comes back when hactl no longer wants its own. All work is done through
 * {@code org.hactl.linux.file}. Imports only that, {@code linux.kernel} and {@code
 * org.hactl.module}.
 */
@NullMarked
package org.hactl.module.file;

import org.jspecify.annotations.NullMarked;
