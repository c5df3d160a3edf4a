/**
 * What hosts are to be brought to, and plans as they are kept in files. Of hactl it imports only
 * {@code api}, {@code host} and {@code module}.
 */
@NullMarked
package org.hactl.control.plan;

import org.jspecify.annotations.NullMarked;
