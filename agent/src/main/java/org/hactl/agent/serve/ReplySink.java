package org.hactl.agent.serve;

import java.time.Duration;
import org.hactl.api.Reply;

/** Receives the replies that come before the closing reply. {@link #offer} never blocks. */
public interface ReplySink {
  /**
   * Sends a reply. Returns false if it dropped the reply because too much already waits for a slow
   * peer.
   */
  boolean offer(Reply reply);

  /** Returns true when the peer is known to be gone, false after {@code limit}. */
  boolean awaitGone(Duration limit) throws InterruptedException;
}
