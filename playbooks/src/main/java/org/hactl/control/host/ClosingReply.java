package org.hactl.control.host;

import org.hactl.api.Reply;
import org.hactl.api.Request;

/** What an agent's last reply to a request means. Pure. */
final class ClosingReply {
  private ClosingReply() {}

  /**
   * The expected reply, or what the other one means.
   *
   * @throws HostException if the agent refused, or is too old
   */
  static <R extends Reply> R of(Reply reply, Class<R> expected, Request request)
      throws HostException {
    if (expected.isInstance(reply)) {
      return expected.cast(reply);
    }
    if (reply instanceof Reply.Failed failed
        && request instanceof Request.Lock
        && failed.code().equals(Reply.Failed.UNKNOWN_REQUEST)) {
      // An older agent has no lock that another run could hold.
      return expected.cast(new Reply.Done());
    }
    if (reply instanceof Reply.Failed failed && failed.code().equals(Reply.Failed.LOCKED)) {
      throw new HostException.Refused(
          failed.code(), failed.message(), "wait until that run has ended, then run it again");
    }
    if (reply instanceof Reply.Failed failed
        && (request instanceof Request.History
            || request instanceof Request.Generations
            || request instanceof Request.Compare)
        && failed.code().equals(Reply.Failed.UNKNOWN_REQUEST)) {
      throw HostException.failed(
          "the agent is older than this hactl and keeps no "
              + (request instanceof Request.History ? "history" : "earlier generations"),
          "run `hactl apply`: it installs the agent of this hactl version");
    }
    if (reply instanceof Reply.Failed failed
        && (request instanceof Request.HandOver
            || request instanceof Request.TakePassed
            || request instanceof Request.PassOn)
        && failed.code().equals(Reply.Failed.UNKNOWN_REQUEST)) {
      throw HostException.failed(
          "the agent is older than this hactl and cannot " + RequestWords.verb(request),
          "run `hactl apply`: it installs the agent of this hactl version");
    }
    if (reply instanceof Reply.Failed failed
        && request instanceof Request.Holds
        && failed.code().equals(Reply.Failed.UNKNOWN_REQUEST)) {
      throw HostException.failed(
          "the agent is older than this hactl: it can neither drain a real server nor be in"
              + " maintenance",
          "run `hactl apply`: it installs the agent of this hactl version");
    }
    if (reply instanceof Reply.Failed failed) {
      throw new HostException.Refused(
          failed.code(),
          "the agent refused to %s: %s (%s)"
              .formatted(RequestWords.verb(request), failed.message(), failed.code()),
          "on that host: journalctl -u hactl-agent");
    }
    throw HostException.failed(
        "the agent answered a %s to a %s"
            .formatted(reply.getClass().getSimpleName(), request.getClass().getSimpleName()),
        "run `hactl apply`: it installs the agent of this hactl version");
  }
}
