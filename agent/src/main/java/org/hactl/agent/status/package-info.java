/** What {@code hactl status} and the metrics page show, read from the engines and the workers. */
@NullMarked
package org.hactl.agent.status;

import org.jspecify.annotations.NullMarked;
