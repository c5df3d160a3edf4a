@NullMarked
package org.hactl.control.facts;

import org.jspecify.annotations.NullMarked;
