/** What a host needs to serve as master of its virtual routers, besides what the engines see. */
@NullMarked
package org.hactl.agent.converge.role;

import org.jspecify.annotations.NullMarked;
