package org.hactl.agent;

import java.util.function.Consumer;
import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;

/** Serves one request. */
@FunctionalInterface
interface RequestHandler {
  /**
   * Does what was asked, as long as that may take.
   *
   * @param progress takes what is to be said before the closing reply; never blocks
   * @return the closing reply
   */
  Reply handle(Request request, Consumer<Reply.Progress> progress);
}
