/** Tests of passing connections on. */
@NullMarked
package org.hactl.agent.passing;

import org.jspecify.annotations.NullMarked;
