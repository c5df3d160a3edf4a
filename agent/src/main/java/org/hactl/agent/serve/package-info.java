/** The agent's sockets: the local API and the metrics port. */
@NullMarked
package org.hactl.agent.serve;

import org.jspecify.annotations.NullMarked;
