package org.hactl.agent.serve;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.LockView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one connection at a time change this host, from its plan to the end of its apply. The lock
 * ends with its connection. Safe for use from any thread.
 */
public final class HostLock {
  private static final Logger log = LoggerFactory.getLogger(HostLock.class);

  /** The purposes of those who confirm what waits, or roll it back. */
  private static final Set<String> ENDS_THE_WAIT = Set.of("confirm", "rollback");

  private final Clock clock;
  private @Nullable Object connection;
  private @Nullable LockView holder;
  private String run = "";

  public HostLock(Clock clock) {
    this.clock = clock;
  }

  /** Who has the lock; empty if it is free. */
  public synchronized Optional<LockView> holder() {
    return Optional.ofNullable(holder);
  }

  /**
   * Gives the lock to a connection.
   *
   * @param pending the version of a generation that waits for its confirmation
   * @return why it does not get the lock; empty if it has it now
   */
  synchronized Optional<Reply.Failed> enter(
      Object from, Request.Lock request, Optional<SiteVersion> pending) {
    Optional<Reply.Failed> refused =
        request.breaksOther() || isSameRun(request)
            ? Optional.empty()
            : refusal(from).or(() -> waits(request, pending));
    if (request.breaksOther() && holder != null) {
      log.atWarn()
          .addKeyValue("by", request.owner())
          .addKeyValue("owner", holder.owner())
          .log("a lock was broken");
    }
    if (refused.isEmpty()) {
      connection = from;
      run = request.run();
      holder = new LockView(request.owner(), request.purpose(), clock.millis());
    }
    return refused;
  }

  /** A run without a name is never the same as another one. */
  private boolean isSameRun(Request.Lock request) {
    return !run.isEmpty() && run.equals(request.run());
  }

  /** After its connection broke, an operator's apply may still be confirmed, also by others. */
  private static Optional<Reply.Failed> waits(Request.Lock request, Optional<SiteVersion> pending) {
    return pending
        .filter(_ -> !ENDS_THE_WAIT.contains(request.purpose()))
        .map(SiteVersion::author)
        .filter(author -> !author.equals(request.owner()))
        .map(author ->
            new Reply.Failed(
                Reply.Failed.LOCKED,
                "this host waits for a confirmation by %s, and rolls back without it"
                    .formatted(author)));
  }

  /** Why a connection may not change this host; empty if it may. */
  synchronized Optional<Reply.Failed> refusal(Object from) {
    LockView other = connection == null || connection.equals(from) ? null : holder;
    return Optional.ofNullable(other)
        .map(view ->
            new Reply.Failed(
                Reply.Failed.LOCKED,
                "%s has locked this host for %s since %s"
                    .formatted(view.owner(), view.purpose(), timeOfDay(view.sinceMillis()))));
  }

  /** Ends the lock of a connection, if it has one. */
  synchronized void leave(Object from) {
    if (from.equals(connection)) {
      connection = null;
      holder = null;
      run = "";
    }
  }

  private static String timeOfDay(long millis) {
    return Instant.ofEpochMilli(millis)
        .atZone(ZoneId.systemDefault())
        .toLocalTime()
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }
}
