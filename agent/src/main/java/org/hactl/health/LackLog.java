package org.hactl.health;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what this host could not try. A shortage, for example of sockets, affects all checks: it is
 * logged for all of them together, at most once a minute.
 */
final class LackLog {
  private static final Logger log = LoggerFactory.getLogger(LackLog.class);
  private static final long PAUSE_NANOS = 60_000_000_000L;

  private final AtomicLong nextAtNanos = new AtomicLong(System.nanoTime());

  void notTried(String why) {
    long next = nextAtNanos.get();
    long now = System.nanoTime();
    if (now - next >= 0 && nextAtNanos.compareAndSet(next, now + PAUSE_NANOS)) {
      log.error("health checks cannot run; real servers keep their state detail=\"{}\"", why);
    }
  }
}
