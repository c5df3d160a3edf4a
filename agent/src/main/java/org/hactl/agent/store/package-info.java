/**
 * What the agent keeps on disk, in one folder that only root can read: generations, the ownership
 * journal, the event journal. Every write survives a crash or a power cut at any moment: a file has
 * either its old or its new content, and a damaged one is noticed by its checksum.
 */
@NullMarked
package org.hactl.agent.store;

import org.jspecify.annotations.NullMarked;
