/** Tests of what directors tell each other. */
@NullMarked
package org.hactl.agent.peer;

import org.jspecify.annotations.NullMarked;
