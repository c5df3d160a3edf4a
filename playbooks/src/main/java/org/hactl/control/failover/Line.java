package org.hactl.control.failover;

import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;

/** An open connection to one agent. */
public interface Line {
  <R extends Reply> R ask(Request request, Class<R> expected) throws HostException;

  /** The connection of this client. */
  static Line of(AgentClient agent) {
    return new Line() {
      @Override
      public <R extends Reply> R ask(Request request, Class<R> expected) throws HostException {
        return agent.ask(request, expected, _ -> {});
      }
    };
  }

  /** What is said over connections to the next master and to the master, before a role moves. */
  @FunctionalInterface
  interface Talk {
    void over(Line next, Line master) throws HostException;
  }
}
