@NullMarked
package org.hactl.agent.takeover;

import org.jspecify.annotations.NullMarked;
