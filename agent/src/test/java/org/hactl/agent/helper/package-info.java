@NullMarked
package org.hactl.agent.helper;

import org.jspecify.annotations.NullMarked;
