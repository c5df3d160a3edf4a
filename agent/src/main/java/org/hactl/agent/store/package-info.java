/**
 * What the agent keeps on disk, in one folder that root alone can read: generations, the ownership
 * journal, the event journal. Every write survives a crash or a power cut at any moment: a file is
 * either what it was or what it shall be, and a damaged one is noticed by its checksum.
 */
@NullMarked
package org.hactl.agent.store;

import org.jspecify.annotations.NullMarked;
