package org.hactl.agent.serve;

import java.time.Duration;
import org.hactl.api.Reply;

/** Takes the replies before the closing one; never blocks. */
interface ReplySink {
  /** Says it; false where too much is waiting for a slow peer already, and it is dropped. */
  boolean offer(Reply reply);

  /** Returns true when the peer is known to be gone, false after {@code limit}. */
  boolean awaitGone(Duration limit) throws InterruptedException;
}
