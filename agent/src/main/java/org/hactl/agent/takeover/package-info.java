/**
 * The take-over of this host from one process of the agent by another one, which starts beside it:
 * {@link Departure} is the old process's side of the dialogue and pure, {@link TakeoverServer} runs
 * it; {@link Successor} is the new process's side. The parts of the agent are behind {@link
 * Predecessor} and {@link Successor.Agent}.
 */
@NullMarked
package org.hactl.agent.takeover;

import org.jspecify.annotations.NullMarked;
