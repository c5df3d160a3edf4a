/**
 * The demonstration of hactl on five hosts, with measured times. Imports the lab and the command
 * line, but not the benchmarks or the lab's commands.
 */
@NullMarked
package org.hactl.lab.demo;

import org.jspecify.annotations.NullMarked;
