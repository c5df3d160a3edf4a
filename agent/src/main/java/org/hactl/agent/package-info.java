/**
 * The daemon: makes the agent's parts in the order of their dependencies, and starts and stops
 * them. Imports every room of the agent; no room imports it.
 */
@NullMarked
package org.hactl.agent;

import org.jspecify.annotations.NullMarked;
