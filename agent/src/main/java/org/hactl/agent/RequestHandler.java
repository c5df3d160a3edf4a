package org.hactl.agent;

import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;

/** Serves one request. */
@FunctionalInterface
interface RequestHandler {
  /**
   * Does what was asked, as long as that may take.
   *
   * @param out takes what is to be said before the closing reply
   * @return the closing reply
   */
  Reply handle(Request request, Outlet out);
}
