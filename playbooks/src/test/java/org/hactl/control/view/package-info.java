/** Tests of the site's view. */
@NullMarked
package org.hactl.control.view;

import org.jspecify.annotations.NullMarked;
