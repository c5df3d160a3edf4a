package org.hactl.control.failover;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.HostException;

/**
 * Lets new connections go through the next master, and waits until those that the master has with
 * its own real servers have ended: then the next one knows every connection that is open when it
 * gets the role. Whatever fails here, the role can be handed over all the same, and open
 * connections may be cut.
 *
 * <p>The agents end it by themselves. The next master takes packets for longer than the master
 * passes them on, by a margin that the way of a request cannot use up.
 *
 * @param clockMillis any clock of this machine
 * @param progress gets what happens, in words
 */
public record Prelude(LongSupplier clockMillis, Failover.Pause pause, Consumer<String> progress) {
  /** So that directors without a control node are as before after three seconds. */
  private static final long PASS_MILLIS = 2_000;

  private static final long MOST_PASS_MILLIS = 9_000;

  /** For how much longer the next master takes them. */
  private static final long AHEAD_MILLIS = 1_000;

  /** How much of that the way of the first request may use up. */
  private static final long LATE_MILLIS = 500;

  /** How much both requests may; the rest is for what the master needs to end it. */
  private static final long BOTH_LATE_MILLIS = 700;

  /** A connection that a client is just closing is not counted any more, and needs a moment. */
  private static final long LEAST_MILLIS = 300;

  private static final long MOST_MILLIS = 2_000;
  private static final long PAUSE_MILLIS = 100;

  /** An agent that was idle, or whose machine is busy, may answer late once or twice. */
  private static final int TRIES = 3;

  /**
   * Returns when the role should be handed over; new connections are still passed on then.
   *
   * @param routers all that move together
   * @param next the name of the next master
   * @param intervalMillis the longest advertisement interval
   * @throws HostException if the master cannot be asked any more
   */
  public void through(
      List<String> routers, String next, long intervalMillis, Line taker, Line master)
      throws HostException, InterruptedException {
    long passMillis = Math.clamp(2 * intervalMillis, PASS_MILLIS, MOST_PASS_MILLIS);
    long begun = 0;
    long open = 0;
    int late = 0;
    boolean first = true;
    while (true) {
      long asked = clockMillis.getAsLong();
      Map<String, String> ways;
      try {
        ways =
            taker
                .ask(
                    new Request.TakePassed(routers, passMillis + AHEAD_MILLIS),
                    Reply.TakesPassed.class)
                .ways();
      } catch (HostException e) {
        stop(routers, Map.of(), first, master);
        cut("%s: %s".formatted(next, e.getMessage()));
        return;
      }
      if (clockMillis.getAsLong() - asked > LATE_MILLIS) {
        if (++late < TRIES) {
          continue;
        }
        stop(routers, ways, first, master);
        cut("%s answers too late".formatted(next));
        return;
      }
      Reply.PassesOn now;
      try {
        now = master.ask(new Request.PassOn(routers, ways, passMillis), Reply.PassesOn.class);
      } catch (HostException e) {
        if (e.column() == HostException.RecapColumn.UNREACHABLE) {
          throw e;
        }
        cut(String.valueOf(e.getMessage()));
        return;
      }
      if (first) {
        begun = clockMillis.getAsLong();
        open = now.open();
        now.left().forEach(this::cut);
      }
      if (now.services() == 0) {
        stop(routers, ways, false, master);
        return;
      }
      late = 0;
      long waited = clockMillis.getAsLong() - begun;
      boolean inTime = clockMillis.getAsLong() - asked <= BOTH_LATE_MILLIS;
      if (waited >= MOST_MILLIS || now.open() == 0 && waited >= LEAST_MILLIS && inTime) {
        progress.accept(text(next, Math.max(open, now.open()), now.open(), waited));
        return;
      }
      first = false;
      // A master with very many services counts for a while, and has other things to do.
      pause.millis(Math.max(PAUSE_MILLIS, clockMillis.getAsLong() - asked));
    }
  }

  /** The master passes nothing on from now on; if it does not hear that, it ends by itself. */
  private static void stop(
      List<String> routers, Map<String, String> ways, boolean first, Line master) {
    if (first) {
      return;
    }
    try {
      var _ = master.ask(new Request.PassOn(routers, ways, 0), Reply.PassesOn.class);
    } catch (HostException e) {
      // It ends by itself.
      return;
    }
  }

  private void cut(String why) {
    progress.accept("open connections may be cut: " + why);
  }

  private static String text(String next, long open, long left, long millis) {
    String through = "new connections go through " + next;
    String seconds = "%.1f s".formatted(millis / 1000.0);
    if (open == 0) {
      return through + "; no other one was open";
    }
    if (left == 0) {
      return "%s; %s ended in %s".formatted(through, counted(open), seconds);
    }
    return "%s; %s did not end in %s and may be cut"
        .formatted(
            through,
            left == open ? counted(open) : "%d of %s".formatted(left, counted(open)),
            seconds);
  }

  private static String counted(long connections) {
    return connections == 1 ? "1 open connection" : connections + " open connections";
  }
}
