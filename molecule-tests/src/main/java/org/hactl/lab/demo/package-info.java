/**
 * The demonstration of hactl on five hosts, with measured times. Imports the lab and the command
 * line; neither the benchmarks nor the lab's commands.
 */
@NullMarked
package org.hactl.lab.demo;

import org.jspecify.annotations.NullMarked;
