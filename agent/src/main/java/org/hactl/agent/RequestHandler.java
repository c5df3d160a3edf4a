package org.hactl.agent;

import java.util.function.Consumer;
import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;

/** Serves one request. */
@FunctionalInterface
interface RequestHandler {
  /**
   * @param progress takes what is to be said before the closing reply; never blocks
   * @return the closing reply
   */
  Reply handle(Request request, Consumer<Reply.Progress> progress);
}
