package org.hactl.health;

import org.hactl.host.Quorum;

/**
 * Whether a virtual service has its quorum. Pure.
 *
 * @param sinceMillis since when it stands so, in milliseconds of the monotonic clock; of the wall
 *     clock in a status
 * @param live what the healthy real servers count together that no operator has drained
 * @param all what all real servers of the service would count
 */
public record QuorumView(Standing standing, long sinceMillis, int live, int all) {
  public enum Standing {
    REACHED,
    LOST,
    /** Real servers whose check has not decided could still make the difference. */
    UNKNOWN
  }

  /** Before anything is known. */
  static QuorumView unknown(long nowMillis) {
    return new QuorumView(Standing.UNKNOWN, nowMillis, 0, 0);
  }

  /** The same with the time of another clock. */
  public QuorumView since(long millis) {
    return new QuorumView(standing, millis, live, all);
  }

  /**
   * @param undecided what the real servers count whose check has not decided
   */
  QuorumView step(Quorum quorum, int live, int undecided, int all, long nowMillis) {
    Standing next =
        switch (standing) {
          case REACHED -> live + undecided < quorum.lostBelow() ? Standing.LOST : standing;
          case LOST -> live >= quorum.reachedAt() ? Standing.REACHED : standing;
          case UNKNOWN -> {
            if (live >= quorum.reachedAt()) {
              yield Standing.REACHED;
            }
            yield live + undecided < quorum.reachedAt() ? Standing.LOST : standing;
          }
        };
    return new QuorumView(next, next == standing ? sinceMillis : nowMillis, live, all);
  }
}
