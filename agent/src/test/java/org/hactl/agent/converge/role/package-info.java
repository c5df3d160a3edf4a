@NullMarked
package org.hactl.agent.converge.role;

import org.jspecify.annotations.NullMarked;
