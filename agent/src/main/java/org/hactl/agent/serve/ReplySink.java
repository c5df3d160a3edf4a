package org.hactl.agent.serve;

import java.time.Duration;
import org.hactl.api.Reply;

/** Takes the replies before the closing one; never blocks. */
interface ReplySink {
  /** Sends a reply; false if it was dropped because too much is already waiting for a slow peer. */
  boolean offer(Reply reply);

  /** Returns true when the peer is known to be gone, false after {@code limit}. */
  boolean awaitGone(Duration limit) throws InterruptedException;
}
