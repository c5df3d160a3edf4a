/** The demonstration: the whole of what hactl does, on five hosts, watched and timed. */
@NullMarked
package org.hactl.lab.demo;

import org.jspecify.annotations.NullMarked;
