/** Tests of the lab, and the rules about its imports. */
@NullMarked
package org.hactl.lab;

import org.jspecify.annotations.NullMarked;
