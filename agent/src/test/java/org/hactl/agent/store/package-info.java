@NullMarked
package org.hactl.agent.store;

import org.jspecify.annotations.NullMarked;
