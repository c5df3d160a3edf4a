/**
 * The whole of hactl in one seeded run: control nodes, agents with their stores and workers,
 * kernels and disks in memory, and connections that break. One thread runs all of it, in virtual
 * time.
 */
package org.hactl.lab.simulation;
