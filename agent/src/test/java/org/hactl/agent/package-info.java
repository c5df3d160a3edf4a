@NullMarked
package org.hactl.agent;

import org.jspecify.annotations.NullMarked;
