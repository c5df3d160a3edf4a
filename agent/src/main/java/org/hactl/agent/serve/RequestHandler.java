package org.hactl.agent.serve;

import org.hactl.api.Reply;
import org.hactl.api.Request;

/** Serves one request. */
@FunctionalInterface
interface RequestHandler {
  /**
   * Carries out the request, however long that takes.
   *
   * @param out receives the replies that come before the closing reply
   * @return the closing reply
   */
  Reply handle(Request request, ReplySink out);
}
