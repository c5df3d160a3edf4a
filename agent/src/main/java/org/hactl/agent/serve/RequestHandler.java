package org.hactl.agent.serve;

import org.hactl.api.Reply;
import org.hactl.api.Request;

/** Serves one request. */
@FunctionalInterface
public interface RequestHandler {
  /**
   * Carries out the request, however long that takes.
   *
   * @param out receives the replies that come before the closing reply; the same one for all
   *     requests of a connection
   * @return the closing reply
   */
  Reply handle(Request request, ReplySink out);

  /** The connection with this sink has ended. */
  default void ended(ReplySink out) {}
}
