package org.hactl.agent.serve;

import org.hactl.api.Reply;
import org.hactl.api.Request;

/** Serves one request. */
@FunctionalInterface
interface RequestHandler {
  /**
   * Does what was asked, as long as that may take.
   *
   * @param out takes the replies before the closing one
   * @return the closing reply
   */
  Reply handle(Request request, ReplySink out);
}
