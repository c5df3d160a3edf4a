package org.hactl.agent.serve;

import org.hactl.api.Reply;
import org.hactl.api.Request;

/** Hands virtual routers over. */
@FunctionalInterface
public interface RoleHandler {
  /**
   * @param generation the confirmed generation, for the audit log
   */
  Reply handOver(Request.HandOver wanted, long generation);
}
