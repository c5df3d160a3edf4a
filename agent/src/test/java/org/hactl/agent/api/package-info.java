@NullMarked
package org.hactl.agent.api;

import org.jspecify.annotations.NullMarked;
