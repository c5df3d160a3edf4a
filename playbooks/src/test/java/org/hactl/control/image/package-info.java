/** Tests of how the agent's runtime image is made and kept. */
@NullMarked
package org.hactl.control.image;

import org.jspecify.annotations.NullMarked;
