package org.hactl.control.host;

import org.hactl.api.Request;

/** What an agent is asked to do, in words. */
final class RequestWords {
  private RequestWords() {}

  /** In the form {@code roll back}, for "while asked to" and "the agent refused to". */
  static String verb(Request request) {
    return switch (request) {
      case Request.Hello _ -> "identify itself";
      case Request.Lock _ -> "lock the host";
      case Request.Unlock _ -> "unlock the host";
      case Request.KeyOfSite _ -> "name its key of the site";
      case Request.HoldKey _ -> "hold the key of the site";
      case Request.Plan _ -> "plan";
      case Request.Apply _ -> "apply";
      case Request.Extend _ -> "wait longer for a confirmation";
      case Request.Confirm _ -> "confirm";
      case Request.Rollback _ -> "roll back";
      case Request.Status _ -> "report its status";
      case Request.Drift _ -> "report its drift";
      case Request.Events _ -> "report its events";
      case Request.History _ -> "report its history";
      case Request.HandOver _ -> "hand a virtual router over";
      case Request.TakePassed _ -> "take connections that the master passes on";
      case Request.PassOn _ -> "pass new connections on";
      case Request.Generations _ -> "list its generations";
      case Request.Compare _ -> "compare generations";
      case Request.PlanReturn _ -> "plan a rollback";
      case Request.Return _ -> "go back to an earlier generation";
      case Request.Holds _ -> "hold";
      case Request.Probe _ -> "probe a service";
      case Request.Reach _ -> "try an address";
      case Request.Endpoint _ -> "look at an address and a port";
    };
  }
}
