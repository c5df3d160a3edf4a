@NullMarked
package org.hactl.agent.sync;

import org.jspecify.annotations.NullMarked;
