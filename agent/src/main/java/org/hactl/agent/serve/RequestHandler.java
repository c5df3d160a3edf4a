package org.hactl.agent.serve;

import org.hactl.api.Reply;
import org.hactl.api.Request;

/** Serves one request. */
@FunctionalInterface
interface RequestHandler {
  /**
   * Carries out the request, however long that takes.
   *
   * @param out takes the replies before the closing one
   * @return the closing reply
   */
  Reply handle(Request request, ReplySink out);
}
