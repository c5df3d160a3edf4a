/**
 * Benchmarks that print figures of hactl and keepalived from the same run. Imports the lab, the
 * control node and the agent's messages, but not the demonstration or the lab's commands.
 */
@NullMarked
package org.hactl.lab.bench;

import org.jspecify.annotations.NullMarked;
