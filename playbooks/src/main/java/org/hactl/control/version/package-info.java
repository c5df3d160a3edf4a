/**
 * Versions of the site: which number the next one gets, which hosts left, and the git commit. Of
 * hactl it imports only {@code api}.
 */
@NullMarked
package org.hactl.control.version;

import org.jspecify.annotations.NullMarked;
