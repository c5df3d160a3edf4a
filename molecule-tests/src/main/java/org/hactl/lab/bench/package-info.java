/** Benchmarks: programs that print a figure of hactl's beside keepalived's from the same run. */
@org.jspecify.annotations.NullMarked
package org.hactl.lab.bench;
