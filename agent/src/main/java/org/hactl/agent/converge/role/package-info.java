/**
 * The roles of this host's virtual routers: which it has, the addresses that come and go with them,
 * and what it needs to serve as master besides what the engines see.
 */
@NullMarked
package org.hactl.agent.converge.role;

import org.jspecify.annotations.NullMarked;
