@NullMarked
package org.hactl.lab;

import org.jspecify.annotations.NullMarked;
